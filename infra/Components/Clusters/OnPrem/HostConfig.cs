using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Facts.Documents;
using Infra.Facts.OnPrem;
using Infra.Specification;
using Infra.Specification.Clusters;

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
            files.Add(new($"{distribution.Etc}/registries.yaml", "0600", Yaml.Write(Registries(registry))));
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
        }

        if (cluster.Distribution is Distribution.K3s)
        {
            var service = distribution.ServiceOf(host.Role);
            files.Add(new($"/etc/systemd/system/{service}.service", "0644", HostHardening.K3sUnit(host.Role)));
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
        new OnPremFacts(cluster).Labels(host.Pool);

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

        if (Disabled(cluster) is { Count: > 0 } disabled)
        {
            config["disable"] = Strings(disabled);
        }

        AddSnapshots(config, platform.Backup, cluster);
    }

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
    // default (docs.k3s.io/cli/etcd-snapshot).
    private static void AddSnapshots(JsonObject config, BackupSpec backup, OnPremClusterSpec cluster)
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
        config["etcd-s3-retention"] = backup.RetentionDays;
        if (store.CaCertificate is not null)
        {
            config["etcd-s3-endpoint-ca"] = StoreAuthority(cluster);
        }
    }

    // Every image comes from the mirror under its own path without the public host. The mirror itself has a separate entry: the rewrite for
    // "*" would add the prefix twice.
    private static JsonObject Registries(string registry)
    {
        var (host, prefix) = HostScripts.SplitRegistry(registry);
        var mirror = new JsonObject { ["endpoint"] = Strings([$"https://{host}"]) };
        if (prefix.Length > 0)
        {
            mirror["rewrite"] = new JsonObject { ["^(.*)$"] = $"{prefix}/$1" };
        }

        return new JsonObject
        {
            ["mirrors"] = new JsonObject { ["*"] = mirror, [host] = new JsonObject { ["endpoint"] = Strings([$"https://{host}"]) } },
        };
    }

    private static string StoreAuthority(OnPremClusterSpec cluster) => $"{RancherDistribution.Of(cluster).Etc}/object-store-ca.pem";

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
