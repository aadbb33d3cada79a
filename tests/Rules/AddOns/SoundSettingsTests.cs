using System.Collections.Immutable;
using Infra.AddOns.Backup;
using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.AddOns.Gpu;
using Infra.AddOns.Scaling;
using Infra.AddOns.Security;
using Infra.AddOns.Storage;
using Infra.Rules.AddOns;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.AddOns;

public class SoundSettingsTests
{
    private static ArgoCdOidcSpec Oidc { get; } = new() { Issuer = "https://login.acme.example/realms/acme", ClientId = "argocd" };

    private static AcmeSpec Acme { get; } =
        new() { Email = "platform@acme.example", Server = "https://ca.acme.example/acme/directory", IngressClass = "traefik" };

    // The templates of KServe are for stacks without a mirror: KserveTests. Backstage has no image by default: BackstageTests.
    [Fact]
    public void Accepts_the_defaults_of_every_add_on() => Assert.Empty(Fleets.Findings<SoundSettings>(Fleets.Of(
        Fleets.OnPrem with
        {
            AddOns = [.. Infra.AddOns.AddOnList.All.Where(addOn => addOn.Key is not ("backstage" or "kserve-templates"))],
        })));

    [Fact]
    public void Accepts_every_setting_in_its_form() => Assert.Empty(Findings(
        Fleets.OnPrem,
        new ArgoCd { Domain = "cd.acme.example", Oidc = Oidc with { Name = "Acme $SO", Administrators = ["a, b", "roles", "#ops"] } },
        new CertManager { RootYears = 50, Acme = Acme },
        new Gatekeeper
        {
            AllowedRegistries = ["registry.acme.example:5000/mirror"],
            ExemptNamespaces = ["9-lives"],
            GpuRepositories = ["registry.acme.example:5000/mirror/gpu"],
            Policies = ImmutableSortedDictionary<string, PolicySettings>.Empty.Add("gpu-quota", new()
            {
                Mode = PolicyEnforcement.Warn, Exemptions = [new() { Namespace = "lab", Reason = "moves", Until = "2027-03-31" }],
            }),
            DataClasses = ImmutableSortedDictionary<string, DataClassSpec>.Empty
                .Add("payroll", new() { Locations = ["eu"], StorageClasses = ["fast"] }),
        },
        new GpuOperator { OpenShiftCatalog = "cs-certified-operator-index-v4-22" },
        new Keda { WatchNamespace = "chat" },
        new Longhorn { DataPath = "/mnt/disk-1/longhorn.d/" },
        new RookCephCluster { DeviceFilter = "^(nvme[1-9]n1|sd[b-z])$" },
        new Velero { IncludedNamespaces = ["team-*", "chat"], ExcludedNamespaces = ["scratch-?"] }));

    [Fact]
    public void Rejects_a_list_where_KEDA_watches_one_namespace() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.keda.watchNamespace: \"chat,search\" is not the name of a namespace. Allowed: at most 63 " +
            "lower-case letters, digits and hyphens, beginning and ending with a letter or a digit.",
        ],
        Findings(Fleets.OnPrem, new Keda { WatchNamespace = "chat,search" }));

    [Fact]
    public void Rejects_what_Argo_CD_or_the_provider_of_identities_would_misread() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.argo-cd.domain: \"https://cd\" is not a host name. Allowed: a name such as " +
            "argocd.acme.example, in lower case.",
            "ADD100 error clusters[0].addOns.argo-cd.oidc.name: the text is blank.",
            "ADD100 error clusters[0].addOns.argo-cd.oidc.issuer: \"http://login.acme.example\" is not the URL of an issuer. Allowed: " +
            "https, a host, and optionally a port and a path (OpenID Connect Discovery 1.0, section 3).",
            "ADD100 error clusters[0].addOns.argo-cd.oidc.clientId: \"$server.secretkey\" begins with a dollar sign, so Argo CD looks " +
            "for a key of its secret with that name. Allowed: a text that begins with another character.",
            "ADD100 error clusters[0].addOns.argo-cd.oidc.scopes: \"openid\" is missing, without which a provider answers with no " +
            "identity (OpenID Connect Core 1.0, section 3.1.2.1).",
            "ADD100 error clusters[0].addOns.argo-cd.oidc.administrators[0]: the name of the group is blank.",
            "ADD100 error clusters[0].addOns.argo-cd.oidc.administrators[1]: \"role:readonly\" is a role of Argo CD and not a group: " +
            "everybody who has the role would become an administrator. Allowed: a name that does not begin with role: or proj:.",
        ],
        Findings(Fleets.OnPrem, new ArgoCd
        {
            Domain = "https://cd",
            Oidc = new()
            {
                Name = " ",
                Issuer = "http://login.acme.example",
                ClientId = "$server.secretkey",
                Scopes = ["profile"],
                Administrators = ["", "role:readonly"],
            },
        }));

    [Fact]
    public void Rejects_an_account_that_no_authority_takes() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.cert-manager.rootYears: 0 years. Allowed: 1 to 50.",
            "ADD100 error clusters[0].addOns.cert-manager.acme.email: \"platform\" is not a mail address. Allowed: an address such as " +
            "platform@acme.example.",
            "ADD100 error clusters[0].addOns.cert-manager.acme.server: \"ca.acme.example\" is not the directory of an authority. " +
            "Allowed: an https URL (RFC 8555, section 6.1).",
            "ADD100 error clusters[0].addOns.cert-manager.acme.ingressClass: \"\" is not the name of an ingress class. Allowed: " +
            "lower-case letters, digits, hyphens and dots, beginning and ending with a letter or a digit.",
        ],
        Findings(Fleets.OnPrem, new CertManager
        {
            RootYears = 0,
            Acme = new() { Email = "platform", Server = "ca.acme.example", IngressClass = "" },
        }));

    [Fact]
    public void Rejects_a_public_authority_that_no_load_balancer_lets_in()
    {
        var acme = new CertManager { Acme = new() { Email = "platform@acme.example", IngressClass = "traefik" } };
        Assert.Equal(
            [
                "ADD100 error clusters[0].addOns.cert-manager.acme.server: \"https://acme-v02.api.letsencrypt.org/directory\" asks for " +
                "its challenge from the internet, and with private endpoints no load balancer faces it. Name an authority of your own, " +
                "or leave acme out.",
            ],
            Findings(Fleets.OnPrem, acme));
        Assert.Equal(
            "ADD100 error clusters[0].addOns.cert-manager.acme.server: \"https://acme-v02.api.letsencrypt.org/directory\" is on the " +
            "internet, which the cluster cannot reach. Name an authority of your own, or leave acme out.",
            Findings(Fleets.Eks with { Network = Fleets.Eks.Network with { Egress = EksEgress.Isolated } }, acme)[0]);

        var open = Fleets.Of(Fleets.OnPrem with { AddOns = [acme] });
        Assert.Empty(Fleets.Findings<SoundSettings>(
            open with { Sovereignty = open.Sovereignty with { Endpoints = EndpointAccess.Public } }));
    }

    [Fact]
    public void Warns_of_an_ingress_class_that_nobody_installs()
    {
        var acme = new CertManager { Acme = Acme };
        var site = Fleets.Installed with { Network = Fleets.Installed.Network! with { AddressPools = [] } };
        Assert.Equal(
            [
                "ADD100 warning clusters[0].addOns.cert-manager.acme.ingressClass: nothing that the platform knows installs a controller " +
                "for the class \"traefik\": a certificate waits for its challenge until something does. On this cluster from the start: " +
                "nginx.",
            ],
            Findings(site, acme));
        Assert.Empty(Findings(site with { Version = "1.36" }, acme));
        Assert.EndsWith("from the start: none.", Assert.Single(Findings(Fleets.Installed, acme)), StringComparison.Ordinal);
        Assert.EndsWith("from the start: none.", Assert.Single(Findings(Fleets.Aks, acme)), StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_names_that_a_selector_of_Gatekeeper_does_not_take() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.gatekeeper.exemptNamespaces: \"team-*\" is not the name of a namespace. Allowed: at most 63 " +
            "lower-case letters, digits and hyphens, beginning and ending with a letter or a digit.",
            "ADD100 error clusters[0].addOns.gatekeeper.allowedRegistries: \"https://quay.io\" is not a registry. Allowed: a host with " +
            "an optional port and path, in lower case and without a scheme, such as quay.io/acme.",
        ],
        Findings(Fleets.OnPrem, new Gatekeeper { ExemptNamespaces = ["team-*"], AllowedRegistries = ["https://quay.io", "ghcr.io"] }));

    [Fact]
    public void Rejects_policies_that_do_not_exist_and_exemptions_that_nobody_understands() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.gatekeeper.gpuRepositories: \"Quay.io\" is not a registry. Allowed: a host with an optional " +
            "port and path, in lower case and without a scheme, such as quay.io/acme.",
            "ADD100 error clusters[0].addOns.gatekeeper.policies.gpu-quota.namespaces: \"team-*\" is not the name of a namespace. " +
            "Allowed: at most 63 lower-case letters, digits and hyphens, beginning and ending with a letter or a digit.",
            "ADD100 error clusters[0].addOns.gatekeeper.policies.gpu-quota.exemptions[0].namespace: \"Lab\" is not the name of a " +
            "namespace. Allowed: at most 63 lower-case letters, digits and hyphens, beginning and ending with a letter or a digit.",
            "ADD100 error clusters[0].addOns.gatekeeper.policies.gpu-quota.exemptions[0].reason: the text is blank. Say why the policy " +
            "does not hold there.",
            "ADD100 error clusters[0].addOns.gatekeeper.policies.gpu-quota.exemptions[0].until: \"next year\" is not a day. Allowed: the " +
            "last day, such as 2027-03-31, until 2199.",
            "ADD100 error clusters[0].addOns.gatekeeper.policies.gpu-quotas: \"gpu-quotas\" is not a policy. Did you mean " +
            "\"gpu-quota\"? Allowed: allowed-registries, data-residency, gpu-images, gpu-isolation, gpu-quota, gpu-tolerations, " +
            "gpu-variables, host-access, image-digests, image-signatures, namespace-labels, pod-security, private-services, " +
            "progress-deadline, requests-and-limits, team-limits, team-secrets.",
            "ADD100 error clusters[0].addOns.gatekeeper.dataClasses.pay'roll: \"pay'roll\" is not the name of a class. Allowed: at most " +
            "63 lower-case letters, digits and hyphens, beginning and ending with a letter or a digit.",
            "ADD100 error clusters[0].addOns.gatekeeper.dataClasses.pay'roll.locations: \"europe\" is not a known jurisdiction. " +
            "Allowed: ca, ch, cn, eea, eu, jp, no, qa, uk, us, or the ISO 3166-1 code of a country in lower case, such as fr.",
            "ADD100 error clusters[0].addOns.gatekeeper.dataClasses.pay'roll.storageClasses: \"Fast\" is not the name of a storage " +
            "class. Allowed: lower-case letters, digits, hyphens and dots.",
        ],
        Findings(Fleets.OnPrem, new Gatekeeper
        {
            GpuRepositories = ["Quay.io"],
            Policies = ImmutableSortedDictionary<string, PolicySettings>.Empty
                .Add("gpu-quota", new()
                {
                    Namespaces = ImmutableSortedDictionary<string, PolicyEnforcement>.Empty.Add("team-*", PolicyEnforcement.Warn),
                    Exemptions = [new() { Namespace = "Lab", Reason = " ", Until = "next year" }],
                })
                .Add("gpu-quotas", new()),
            DataClasses = ImmutableSortedDictionary<string, DataClassSpec>.Empty
                .Add("pay'roll", new() { Locations = ["europe"], StorageClasses = ["Fast"] }),
        }));

    [Fact]
    public void Rejects_backups_that_Velero_would_fail() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.velero.excludedNamespaces: \"Team\" is not the name of a namespace, nor a pattern for names " +
            "with * and ?, so every backup would fail.",
            "ADD100 error clusters[0].addOns.velero.includedNamespaces: \"*\" stands beside other names, so every backup would fail. " +
            "Allowed: \"*\" alone, or names.",
            "ADD100 error clusters[0].addOns.velero.excludedNamespaces: \"*\" excludes everything, so every backup would fail. Allowed: " +
            "names.",
            "ADD100 error clusters[0].addOns.velero.includedNamespaces: \"chat\" is also in excludedNamespaces, whose default is " +
            "kube-system, so every backup would fail. Allowed: a name in one of the two.",
        ],
        Findings(
            Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore },
            new Velero { IncludedNamespaces = ["*", "chat"], ExcludedNamespaces = ["Team", "*", "chat"] }));

    [Theory]
    [InlineData("longhorn")]
    [InlineData("/")]
    [InlineData("/var/../etc")]
    [InlineData("/var/lib/long horn")]
    public void Rejects_a_folder_that_Longhorn_must_not_take(string path) => Assert.Equal(
        [
            $"ADD100 error clusters[0].addOns.longhorn.dataPath: \"{path}\" is not a folder for volumes. Allowed: an absolute path below " +
            "the root, of letters, digits, dots, hyphens and underscores, such as /var/lib/longhorn.",
        ],
        Findings(Fleets.OnPrem, new Longhorn { DataPath = path }));

    [Theory]
    [InlineData("nvme[1-9")]
    [InlineData("^(?!sda)")]
    [InlineData(" ")]
    public void Rejects_an_expression_that_Rook_cannot_read(string filter) => Assert.Equal(
        [
            $"ADD100 error clusters[0].addOns.rook-ceph-cluster.deviceFilter: \"{filter}\" is not a regular expression of Go. Allowed: " +
            "an expression without look-around and back references, such as ^nvme[1-9].",
        ],
        Findings(Fleets.OnPrem, new RookCephCluster { DeviceFilter = filter }));

    [Theory]
    [InlineData(0)]
    [InlineData(1441)]
    public void Rejects_a_time_in_which_no_node_is_ever_or_always_removed(int minutes) => Assert.Equal(
        [
            $"ADD100 error clusters[0].addOns.cluster-autoscaler.scaleDownMinutes: {minutes} minutes. Allowed: 1 to 1440, which is a day.",
        ],
        Findings(Fleets.Eks, new ClusterAutoscaler { ScaleDownMinutes = minutes }));

    [Fact]
    public void Rejects_a_catalogue_that_cannot_exist() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.gpu-operator.openShiftFeatureCatalog: \"Red Hat\" is not the name of a catalogue source. " +
            "Allowed: lower-case letters, digits, hyphens and dots, beginning and ending with a letter or a digit.",
        ],
        Findings(Fleets.OnPrem, new GpuOperator { OpenShiftFeatureCatalog = "Red Hat" }));

    [Fact]
    public void Rejects_parts_of_a_driver_that_nobody_installs() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.gpu-operator.rdma: the operator installs no driver on this cluster, and this belongs to it. " +
            "Leave it out.",
            "ADD100 error clusters[0].addOns.gpu-operator.directStorage: the operator installs no driver on this cluster, and this " +
            "belongs to it. Leave it out.",
        ],
        Findings(Fleets.Eks, new GpuOperator { Rdma = DirectRdma.HostDrivers, DirectStorage = true }));

    [Fact]
    public void Rejects_what_a_driver_of_that_kind_does_not_have() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.gpu-operator.directStorage: precompiled drivers come without it. Use one of the two.",
            "ADD100 error clusters[0].addOns.gpu-operator.directStorage: V100 32 GB has no open kernel modules, which it needs. Leave it " +
            "out on this cluster.",
            "ADD100 error clusters[0].addOns.gpu-operator.driverRepositories: a precompiled driver needs no packages. Leave them out.",
        ],
        Findings(
            Fleets.OnPrem with { Pools = [Fleets.OnPremPool with { Gpu = new() { Model = "v100", Count = 8 } }] },
            new GpuOperator
            {
                DriverPrecompiled = true,
                DirectStorage = true,
                DriverRepositories = [new() { Packages = DriverPackages.Rpm, Url = "https://packages.acme.example/rhel9" }],
            }));

    [Fact]
    public void Rejects_archives_without_an_address_or_a_release() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.gpu-operator.driverRepositories[0].url: \"packages.acme.example\" is not the address of an " +
            "archive. Allowed: an http or https URL.",
            "ADD100 error clusters[0].addOns.gpu-operator.driverRepositories[0].release: the release is missing or not one word. Give " +
            "its code name, such as noble.",
            "ADD100 error clusters[0].addOns.gpu-operator.driverRepositories[1].release: an archive of rpm packages has its release in " +
            "the URL. Leave release out.",
        ],
        Findings(Fleets.OnPrem, new GpuOperator
        {
            DriverRepositories =
            [
                new() { Packages = DriverPackages.Apt, Url = "packages.acme.example" },
                new() { Packages = DriverPackages.Rpm, Url = "http://packages.acme.example/rhel9", Release = "rhel9" },
            ],
        }));

    [Fact]
    public void Rejects_keys_of_archives_that_are_none() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.gpu-operator.driverRepositories[0].key: mirrors for apt are signed by the distribution. " +
            "Leave key out.",
            "ADD100 error clusters[0].addOns.gpu-operator.driverRepositories[1].key: \"rhel9.key\" is not the address of a key. Allowed: " +
            "an http or https URL.",
        ],
        Findings(Fleets.OnPrem, new GpuOperator
        {
            DriverRepositories =
            [
                new() { Packages = DriverPackages.Apt, Url = "http://packages.acme.example", Release = "noble", Key = "noble.key" },
                new() { Packages = DriverPackages.Rpm, Url = "http://packages.acme.example/rhel9", Key = "rhel9.key" },
            ],
        }));

    [Fact]
    public void Accepts_devices_of_nodes_by_their_names() => Assert.Empty(Findings(Fleets.OnPrem, new RookCephCluster
    {
        Nodes =
        [
            new() { Name = "gpu-1.berlin", Devices = ["nvme1n1", "dm-3", "/dev/disk/by-id/nvme-SAMSUNG_MZQL2:1"] },
            new() { Name = "gpu-2.berlin", Devices = ["nvme1n1"] },
        ],
    }));

    [Fact]
    public void Rejects_what_is_no_node_and_no_device() => Assert.Equal(
        [
            "ADD100 error clusters[0].addOns.rook-ceph-cluster.nodes[0].name: \"GPU_1\" is not the name of a node. Allowed: lower-case " +
            "letters, digits, hyphens and dots, beginning and ending with a letter or a digit.",
            "ADD100 error clusters[0].addOns.rook-ceph-cluster.nodes[0].devices: the node has no devices. Name at least one, or leave " +
            "the node out.",
            "ADD100 error clusters[0].addOns.rook-ceph-cluster.nodes[2].name: \"gpu-2\" is named twice. Give all its devices in one " +
            "place.",
            "ADD100 error clusters[0].addOns.rook-ceph-cluster.nodes[2].devices[0]: \"/dev/sdb\" is not a device. Allowed: a link " +
            "below /dev/disk, such as /dev/disk/by-id/nvme-SAMSUNG_S4EV, or a name of the kernel, such as nvme1n1.",
            "ADD100 error clusters[0].addOns.rook-ceph-cluster.nodes[2].devices[2]: \"sdc\" is named twice. Remove one.",
        ],
        Findings(Fleets.OnPrem, new RookCephCluster
        {
            Nodes =
            [
                new() { Name = "GPU_1", Devices = [] },
                new() { Name = "gpu-2", Devices = ["sdb"] },
                new() { Name = "gpu-2", Devices = ["/dev/sdb", "sdc", "sdc"] },
            ],
        }));

    [Fact]
    public void Leaves_an_add_on_that_cannot_run_to_another_rule() =>
        Assert.Empty(Findings(Fleets.Eks, new Longhorn { DataPath = "longhorn" }));

    private static string[] Findings(ClusterSpec cluster, params AddOn[] addOns) =>
        Fleets.Findings<SoundSettings>(Fleets.Of(cluster with { AddOns = [.. addOns] }));
}
