using System.Collections.Immutable;
using Infra.Catalogue;
using Infra.Components.Clusters.OnPrem;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Tests.Components.Clusters.OnPrem;

public class OnPremStorageTests
{
    private const string StorageClass = "kubernetes:storage.k8s.io/v1:StorageClass";
    private const string SnapshotClass = "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass";

    [Fact]
    public async Task Creates_fast_and_shared_classes_of_rook_ceph_with_their_pools_and_snapshot_classes()
    {
        var plan = await Plan(new()
        {
            Fast = new() { Provider = StorageProvider.RookCeph },
            Shared = new() { Provider = StorageProvider.RookCeph },
        });

        Assert.Equal(["berlin-fast", "berlin-shared"], plan.NamesOf(StorageClass));
        Assert.Equal("rook-ceph.rbd.csi.ceph.com", plan.Input("berlin-fast", "provisioner"));
        Assert.Equal(true, plan.Input("berlin-fast", "allowVolumeExpansion"));
        Assert.Equal("fast", plan.Input("berlin-fast", "parameters.pool"));
        Assert.Equal(["berlin-driver", "berlin-fast-pool"], plan.DependsOn("berlin-fast"));
        Assert.Equal("shared-replicated", plan.Input("berlin-shared", "parameters.pool"));
        Assert.Equal(["berlin-shared-pool"], plan.NamesOf("kubernetes:ceph.rook.io/v1:CephFilesystem"));
        Assert.Equal(["berlin-fast-snapshots", "berlin-shared-snapshots"], plan.NamesOf(SnapshotClass));
        Assert.Equal("true", plan.Text("berlin-fast-snapshots", "metadata.labels", "velero.io/csi-volumesnapshot-class"));
        Assert.Equal("Retain", plan.Input("berlin-fast-snapshots", "deletionPolicy"));
    }

    [Fact]
    public async Task Makes_fast_the_default_class_and_no_other()
    {
        var longhorn = new StorageClassSpec { Provider = StorageProvider.Longhorn };
        var plan = await Plan(new() { Fast = longhorn, Shared = longhorn });

        Assert.Equal("true", plan.Text("berlin-fast", "metadata.annotations", "storageclass.kubernetes.io/is-default-class"));
        Assert.Null(plan.Input("berlin-shared", "metadata.annotations"));
    }

    [Fact]
    public async Task Encrypts_the_volumes_of_longhorn_with_a_protected_passphrase()
    {
        var plan = await Plan(new() { Fast = new() { Provider = StorageProvider.Longhorn } });

        Assert.Equal("true", plan.Input("berlin-fast", "parameters.encrypted"));
        Assert.Equal("3", plan.Input("berlin-fast", "parameters.numberOfReplicas"));
        Assert.Equal("longhorn-encryption", plan.Text("berlin-fast", "parameters", "csi.storage.k8s.io/node-stage-secret-name"));
        Assert.True(plan.IsProtected("berlin-longhorn-encryption"));
        Assert.Contains("berlin-longhorn-secret", plan.DependsOn("berlin-fast"));
    }

    [Fact]
    public async Task Asks_for_no_more_copies_than_there_are_nodes()
    {
        var plan = await Plan(
            new() { Fast = new() { Provider = StorageProvider.Longhorn } },
            OnPremSamples.Adopted with { Pools = [OnPremSamples.Adopted.Pools[0] with { Nodes = 1 }] });

        Assert.Equal("1", plan.Input("berlin-fast", "parameters.numberOfReplicas"));
    }

    [Fact]
    public async Task Uses_an_existing_storage_system_by_its_driver_with_one_snapshot_class_a_driver()
    {
        var existing = new ParallelStorageSpec { Provider = StorageProvider.Existing, Driver = "csi.weka.io" };
        var plan = await Plan(new() { Shared = existing, Parallel = existing });

        Assert.Equal("csi.weka.io", plan.Input("berlin-parallel", "provisioner"));
        Assert.Equal(["berlin-shared-snapshots"], plan.NamesOf(SnapshotClass));
    }

    [Fact]
    public async Task Hands_the_parameters_of_an_existing_system_to_its_driver()
    {
        var plan = await Plan(new()
        {
            Shared = new()
            {
                Provider = StorageProvider.Existing,
                Driver = "nfs.csi.k8s.io",
                Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("server", "10.30.0.9").Add("share", "/models"),
            },
        });

        Assert.Equal("""{"server":"10.30.0.9","share":"/models"}""", plan.InputsOf("berlin-shared")["parameters"]!.ToJsonString());
    }

    [Theory]
    [InlineData(Distribution.Rke2)]
    [InlineData(Distribution.K3s)]
    [InlineData(Distribution.OpenShift)]
    [InlineData(Distribution.Kubeadm)]
    public async Task Creates_a_snapshot_class_on_every_distribution(Distribution distribution)
    {
        var plan = await Plan(
            new() { Fast = new() { Provider = StorageProvider.Longhorn } }, OnPremSamples.Adopted with { Distribution = distribution });

        Assert.Equal(["berlin-fast-snapshots"], plan.NamesOf(SnapshotClass));
    }

    [Theory]
    [InlineData(
        "fast", StorageProvider.Cloud,
        "clusters[0].storage.fast.provider: cloud does not provide fast on-prem. Allowed: rook-ceph, longhorn, existing.")]
    [InlineData(
        "parallel", StorageProvider.RookCeph,
        "clusters[0].storage.parallel.provider: rook-ceph does not provide parallel on-prem. Allowed: existing.")]
    [InlineData(
        "fast", StorageProvider.Existing,
        "clusters[0].storage.fast.driver: is missing; an existing storage system is identified by its CSI driver.")]
    public async Task Rejects_what_no_site_provides(string name, StorageProvider provider, string message)
    {
        var spec = new ParallelStorageSpec { Provider = provider };
        await Plan(name == "fast" ? new() { Fast = spec } : new() { Parallel = spec }, error: message);
    }

    private static Task<ClusterPlan> Plan(StorageSpec storage, OnPremClusterSpec? cluster = null, string? error = null) =>
        OnPremPlan.Of((cluster ?? OnPremSamples.Adopted) with { Storage = storage }, use: Create, error);

    private static void Create(OnPremCluster cluster)
    {
        // Stands for the release that brings the storage driver.
        var driver = new ConfigMap(
            "berlin-driver",
            new() { Metadata = new ObjectMetaArgs { Name = "driver" } },
            new CustomResourceOptions { Parent = cluster, Provider = cluster.Provider });
        cluster.CreateStorage([driver]);
    }
}
