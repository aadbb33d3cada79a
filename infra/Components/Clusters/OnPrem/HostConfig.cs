using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Documents;
using Infra.Facts.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;
using Infra.Specification.Installation;
using Infra.Specification.Networks;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The configuration files of one host, as pure functions of the specification.</summary>
public static class HostConfig
{
    /// <summary>All files of a host, including those of a server if it is one.</summary>
    public static IReadOnlyList<HostFile> Files(PlatformSpec platform, OnPremClusterSpec cluster, InstallSpec install, ClusterHost host)
    {
        var distribution = RancherDistribution.Of(cluster);
        List<HostFile> files =
        [
            new($"{distribution.Etc}/config.yaml", "0600", Yaml.Write(Config(platform, cluster, install, host))),
            new($"/etc/sysctl.d/60-{distribution.Name}-cis.conf", "0644", HostHardening.Sysctl),
            new($"{distribution.Data}/agent/etc/kubelet.conf.d/50-ai-platform.conf", "0600", Yaml.Write(HostHardening.Kubelet(cluster))),
        ];
        if (platform.Sovereignty.Registry is { } registry)
        {
            var access = platform.Sovereignty.RegistryAccess;
            var authority = access?.CaCertificate;
            if (authority is not null)
            {
                files.Add(new(RegistryAuthority(distribution), "0644", authority.TrimEnd('\n') + "\n"));
            }

            files.Add(new(
                $"{distribution.Etc}/registries.yaml", "0600",
                Yaml.Write(Registries(distribution, registry, authority is not null, access?.CredentialsSecret is not null)),
                access?.CredentialsSecret is null ? null : "with_login"));
        }
        else if (cluster.ShareImages)
        {
            // A registry that is not named here is not shared (docs.rke2.io/install/registry_mirror).
            files.Add(new(
                $"{distribution.Etc}/registries.yaml", "0600",
                Yaml.Write(new JsonObject { ["mirrors"] = new JsonObject { ["*"] = new JsonObject() } })));
        }

        if (install.Proxy is { } proxy)
        {
            files.Add(new($"/etc/default/{distribution.ServiceOf(host.Role)}", "0644", Environment(proxy, cluster, install)));
        }

        if (host.Role is not HostRole.Agent)
        {
            files.Add(new($"{distribution.Etc}/audit-policy.yaml", "0600", HostHardening.AuditPolicy));
            files.Add(new($"{distribution.Etc}/pod-security.yaml", "0600", HostHardening.PodSecurity));
            if (cluster.ObjectStore?.CaCertificate is { } authority)
            {
                files.Add(new(StoreAuthority(cluster), "0644", authority.TrimEnd('\n') + "\n"));
            }

            if (cluster.Distribution is Distribution.K3s)
            {
                files.Add(new($"{distribution.Data}/server/manifests/ai-platform.yaml", "0600", HostHardening.K3sNetworkPolicies));
            }

            if (cluster.Distribution is Distribution.Rke2 && Encrypts(platform, cluster))
            {
                files.Add(new($"{distribution.Data}/server/manifests/ai-platform-canal.yaml", "0600", Yaml.Write(Canal())));
            }

            if (install.KubeVip is { } kubeVip)
            {
                files.Add(new(
                    $"{distribution.Data}/server/manifests/ai-platform-kube-vip.yaml", "0600",
                    Yaml.Write(KubeVip.Manifests(install.RegistrationAddress, kubeVip.Interface))));
            }
        }

        if (cluster.Distribution is Distribution.K3s)
        {
            var service = distribution.ServiceOf(host.Role);
            files.Add(new($"/etc/systemd/system/{service}.service", "0644", HostHardening.K3sUnit(host.Role), "relocate"));
        }

        return files;
    }

    /// <summary>The distribution's own configuration of a host, without the secrets.</summary>
    public static JsonObject Config(PlatformSpec platform, OnPremClusterSpec cluster, InstallSpec install, ClusterHost host)
    {
        var distribution = RancherDistribution.Of(cluster);
        var rke2 = cluster.Distribution is Distribution.Rke2;
        var config = new JsonObject();
        if (host.Role is not HostRole.FirstServer)
        {
            config["server"] = $"https://{install.RegistrationAddress}:{distribution.RegistrationPort}";
        }

        if (install.DataDirectory is not null)
        {
            config["data-dir"] = distribution.Data;
        }

        // Otherwise the address of the default route's interface, which on a host with several need not be in the site's network.
        if (Ipv4Range.OfAddress(host.Address) is not null)
        {
            config["node-ip"] = host.Address;
        }

        if (rke2)
        {
            config["profile"] = "cis";
        }
        else
        {
            config["protect-kernel-defaults"] = true;
        }

        config["node-label"] = Strings(Labels(cluster, host).Select(label => $"{label.Key}={label.Value}"));
        if (Taints(cluster, install, host) is { Count: > 0 } taints)
        {
            config["node-taint"] = Strings(taints);
        }

        // Without this, containerd requests what the mirror does not have from the public registry.
        if (platform.Sovereignty.Registry is not null)
        {
            config["disable-default-registry-endpoint"] = true;
        }

        if (host.Role is not HostRole.Agent)
        {
            AddServer(config, platform, cluster, install, host);
        }

        return config;
    }

    /// <summary>Labels of a host's node: the platform's own, those for the GPU Operator, then the pool's.</summary>
    public static IReadOnlyDictionary<string, string> Labels(OnPremClusterSpec cluster, ClusterHost host) =>
        new SortedDictionary<string, string>(new OnPremFacts(cluster).Labels(host.Pool).ToDictionary(), StringComparer.Ordinal)
        {
            [NodeConventions.HostLabel] = host.Address,
        };

    // A server without a pool is reserved for the platform if there are agents for ordinary workloads. A server that is also a GPU host
    // does not get the GPU taint, because the platform must run there.
    private static List<string> Taints(OnPremClusterSpec cluster, InstallSpec install, ClusterHost host)
    {
        List<string> taints = [.. host.Pool?.Taints.Select(taint => $"{taint}") ?? []];
        var elsewhere = ClusterHost.Of(cluster, install).Any(other => other is { Role: HostRole.Agent, Pool.Gpu: null });
        if (host is { Role: not HostRole.Agent, Pool: null } && elsewhere)
        {
            taints.Add($"{NodeConventions.OfSystemPool}");
        }
        else if (host is { Role: HostRole.Agent, Pool.Gpu: not null })
        {
            taints.Add($"{GpuNode.OfGpuNodes}");
        }

        return taints;
    }

    private static void AddServer(
        JsonObject config, PlatformSpec platform, OnPremClusterSpec cluster, InstallSpec install, ClusterHost host)
    {
        var distribution = RancherDistribution.Of(cluster);
        var etc = distribution.Etc;
        config["tls-san"] = Strings(install.Servers.Prepend(install.RegistrationAddress).Distinct());
        config["write-kubeconfig-mode"] = "0600";

        // The same on every server, and never changed: what the distribution would do by itself is written down too.
        var networks = SiteNetworks.Of(cluster);
        config["cluster-cidr"] = networks.Pods;
        config["service-cidr"] = networks.Services;
        config["cluster-dns"] = networks.Dns;
        if (cluster.Distribution is Distribution.Rke2)
        {
            // RKE2 always encrypts secrets at rest, and its CIS profile sets the limits of the audit log.
            config["audit-policy-file"] = $"{etc}/audit-policy.yaml";
            config["pod-security-admission-config-file"] = $"{etc}/pod-security.yaml";
        }
        else
        {
            if (host.Role is HostRole.FirstServer)
            {
                config["cluster-init"] = true; // etcd instead of SQLite, on one server too: snapshots, and room to grow to three
            }

            // docs.k3s.io/security/hardening-guide; the limits of the log are those of the CIS benchmark (1.2.16 to 1.2.19).
            config["secrets-encryption"] = true;
            if (Encrypts(platform, cluster))
            {
                config["flannel-backend"] = "wireguard-native"; // docs.k3s.io/networking/basic-network-options
            }

            config["kube-apiserver-arg"] = Strings(
            [
                $"admission-control-config-file={etc}/pod-security.yaml",
                $"audit-log-path={distribution.Data}/server/logs/audit.log",
                $"audit-policy-file={etc}/audit-policy.yaml",
                "audit-log-maxage=30",
                "audit-log-maxbackup=10",
                "audit-log-maxsize=100",
                "enable-admission-plugins=NodeRestriction",
            ]);
            config["kube-controller-manager-arg"] = Strings(["terminated-pod-gc-threshold=10"]);
        }

        if (cluster.ShareImages)
        {
            config["embedded-registry"] = true;
        }

        if (Disabled(cluster) is { Count: > 0 } disabled)
        {
            config["disable"] = Strings(disabled);
        }

        AddSnapshots(config, platform.Backup, cluster, install.Servers.Length);
    }

    private static bool Encrypts(PlatformSpec platform, OnPremClusterSpec cluster) =>
        new OnPremFacts(cluster).Encryption(platform) is NetworkEncryption.Wireguard;

    // RKE2's own network with the other backend of flannel (docs.rke2.io/networking/basic_network_options).
    private static JsonObject Canal() => new()
    {
        ["apiVersion"] = "helm.cattle.io/v1",
        ["kind"] = "HelmChartConfig",
        ["metadata"] = new JsonObject { ["name"] = "rke2-canal", ["namespace"] = "kube-system" },
        ["spec"] = new JsonObject
        {
            ["valuesContent"] = Yaml.Write(new JsonObject { ["flannel"] = new JsonObject { ["backend"] = "wireguard" } }),
        },
    };

    // MetalLB handles load balancers if there are address pools; k3s's local disks are the default class if there is no other.
    private static List<string> Disabled(OnPremClusterSpec cluster)
    {
        List<string> disabled = [];
        if (cluster.Network is { AddressPools.IsEmpty: false })
        {
            disabled.AddRange(cluster.Distribution is Distribution.K3s
                ? (string[])["servicelb", "traefik"]
                : ["rke2-ingress-nginx", "rke2-traefik"]);
        }

        if (cluster is { Distribution: Distribution.K3s, Storage.Fast: not null })
        {
            disabled.Add("local-storage");
        }

        return disabled;
    }

    // etcd snapshots in addition to Velero's backups: backups restore what is in the cluster, snapshots the cluster itself. They are taken
    // with each backup; as many are kept as backups have days of retention. For the object store this is a separate setting, five by
    // default (docs.k3s.io/cli/etcd-snapshot), and counts what all servers put into the same folder (k3s-io/k3s, pkg/etcd/s3/s3.go,
    // SnapshotRetention: it lists by the name of the snapshots, not by the node).
    private static void AddSnapshots(JsonObject config, BackupSpec backup, OnPremClusterSpec cluster, int servers)
    {
        config["etcd-snapshot-schedule-cron"] = backup.Schedule;
        config["etcd-snapshot-retention"] = backup.RetentionDays;
        config["etcd-snapshot-compress"] = true;
        if (cluster.ObjectStore is not { } store)
        {
            return;
        }

        config["etcd-s3"] = true;
        config["etcd-s3-endpoint"] = new Uri(store.Endpoint).Authority;
        config["etcd-s3-bucket"] = store.Bucket;
        config["etcd-s3-region"] = store.Region;
        config["etcd-s3-folder"] = "etcd";
        config["etcd-s3-retention"] = backup.RetentionDays * servers;
        if (store.CaCertificate is not null)
        {
            config["etcd-s3-endpoint-ca"] = StoreAuthority(cluster);
        }
    }

    // Every image comes from the mirror under its own path without the public host. The mirror itself has a separate entry: the rewrite for
    // "*" would add the prefix twice. A login is filled in on the host.
    private static JsonObject Registries(RancherDistribution distribution, string registry, bool authority, bool login)
    {
        var (host, prefix) = HostScripts.SplitRegistry(registry);
        var mirror = new JsonObject { ["endpoint"] = Strings([$"https://{host}"]) };
        if (prefix.Length > 0)
        {
            mirror["rewrite"] = new JsonObject { ["^(.*)$"] = $"{prefix}/$1" };
        }

        var registries = new JsonObject
        {
            ["mirrors"] = new JsonObject { ["*"] = mirror, [host] = new JsonObject { ["endpoint"] = Strings([$"https://{host}"]) } },
        };
        var access = new JsonObject();
        if (authority)
        {
            access["tls"] = new JsonObject { ["ca_file"] = RegistryAuthority(distribution) };
        }

        if (login)
        {
            access["auth"] = new JsonObject { ["username"] = HostScripts.LoginUser, ["password"] = HostScripts.LoginPassword };
        }

        if (access.Count > 0)
        {
            registries["configs"] = new JsonObject { [host] = access };
        }

        return registries;
    }

    // Read by the service and, through it, by containerd and the kubelet (docs.rke2.io/advanced, "Configuring an HTTP proxy"; likewise
    // docs.k3s.io/advanced).
    private static string Environment(ProxySpec proxy, OnPremClusterSpec cluster, InstallSpec install) => $"""
        {HostScripts.Marker}
        HTTP_PROXY={proxy.Url}
        HTTPS_PROXY={proxy.Url}
        NO_PROXY={string.Join(',', Direct(proxy, cluster, install))}

        """;

    /// <summary>What hosts reach without their proxy: themselves and each other, what is inside the cluster, and what the stack
    /// names.</summary>
    internal static IEnumerable<string> Direct(ProxySpec proxy, OnPremClusterSpec cluster, InstallSpec install)
    {
        var networks = SiteNetworks.Of(cluster);
        var site = Ipv4Range.OfNetwork(cluster.NetworkCidr ?? "");
        var hosts = ClusterHost.Of(cluster, install).Select(host => host.Address).Append(install.RegistrationAddress)
            .Where(host => Ipv4Range.OfAddress(host) is not { } address || site?.Contains(address) != true);
        return ((string?[])["127.0.0.0/8", "localhost", ".svc", ".cluster.local", networks.Pods, networks.Services, cluster.NetworkCidr])
            .OfType<string>().Concat(hosts).Concat(proxy.NoProxy).Distinct();
    }

    private static string StoreAuthority(OnPremClusterSpec cluster) => $"{RancherDistribution.Of(cluster).Etc}/object-store-ca.pem";

    private static string RegistryAuthority(RancherDistribution distribution) => $"{distribution.Etc}/registry-ca.pem";

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
