using System.Collections.Immutable;
using Infra.Rules.Storage;
using Infra.Specification.Clusters;
using Infra.Specification.Storage;

namespace Infra.Tests.Rules.Storage;

public class StorageProvidersTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<StorageProviders>(Fleets.Sound));

    [Fact]
    public void Accepts_the_service_of_a_cloud() =>
        Assert.Empty(Fleets.Findings<StorageProviders>(
            Fleets.Of(Fleets.Eks with
            {
                Storage = new StorageSpec { Fast = new StorageClassSpec(), Parallel = new ParallelStorageSpec() },
            })));

    [Fact]
    public void Accepts_Ceph_on_site() =>
        Assert.Empty(Fleets.Findings<StorageProviders>(
            Fleets.Of(Fleets.OnPrem with
            {
                Storage = new StorageSpec { Shared = new StorageClassSpec { Provider = StorageProvider.RookCeph } },
            })));

    [Fact]
    public void Rejects_Ceph_in_a_cloud() =>
        Assert.Equal(
            [
                "CLU031 error clusters[0].storage.fast.provider: rook-ceph cannot provide fast storage on eks. Allowed: cloud.",
            ],
            Fleets.Findings<StorageProviders>(
                Fleets.Of(Fleets.Eks with
                {
                    Storage = new StorageSpec { Fast = new StorageClassSpec { Provider = StorageProvider.RookCeph } },
                })));

    [Fact]
    public void Rejects_no_provider_on_site() =>
        Assert.Equal(
            [
                "CLU031 error clusters[0].storage.fast.provider: provider is missing, and on-prem there is no cloud service to default " +
                "to. Allowed: rook-ceph, longhorn, existing.",
            ],
            Fleets.Findings<StorageProviders>(
                Fleets.Of(Fleets.OnPrem with { Storage = new StorageSpec { Fast = new StorageClassSpec() } })));

    [Fact]
    public void Rejects_an_existing_system_without_driver() =>
        Assert.Equal(
            [
                "CLU031 error clusters[0].storage.parallel.driver: driver is missing, but provider is existing. Give the name of the CSI " +
                "driver, such as nfs.csi.k8s.io.",
            ],
            Fleets.Findings<StorageProviders>(
                Fleets.Of(Fleets.OnPrem with
                {
                    Storage = new StorageSpec { Parallel = new ParallelStorageSpec { Provider = StorageProvider.Existing } },
                })));

    [Fact]
    public void Rejects_a_driver_beside_a_provider() =>
        Assert.Equal(
            [
                "CLU031 error clusters[0].storage.fast.driver: \"nfs.csi.k8s.io\" is given, but the provider brings its own " +
                "driver. Leave it out, or set provider to existing.",
            ],
            Fleets.Findings<StorageProviders>(
                Fleets.Of(Fleets.OnPrem with
                {
                    Storage = new StorageSpec
                    {
                        Fast = new StorageClassSpec { Provider = StorageProvider.Longhorn, Driver = "nfs.csi.k8s.io" },
                    },
                })));

    [Fact]
    public void Rejects_a_file_system_of_no_size() =>
        Assert.Equal(
            [
                "CLU031 error clusters[0].storage.parallel.capacityTiB: capacityTiB is 0. Allowed: 1 to 1024; the cloud service rounds " +
                "up to its own steps.",
            ],
            Fleets.Findings<StorageProviders>(
                Fleets.Of(Fleets.Aks with { Storage = new StorageSpec { Parallel = new ParallelStorageSpec { CapacityTiB = 0 } } })));

    [Theory]
    [InlineData(125)]
    [InlineData(1000)]
    public void Accepts_a_throughput_that_AWS_sells(int throughput) => Assert.Empty(Throughput(Fleets.Eks, throughput));

    [Theory]
    [InlineData(40)]
    [InlineData(500)]
    public void Accepts_a_throughput_that_Azure_sells(int throughput) => Assert.Empty(Throughput(Fleets.Aks, throughput));

    [Fact]
    public void Rejects_a_throughput_that_only_the_other_cloud_sells()
    {
        Assert.Equal(
            ["CLU031 error clusters[0].storage.parallel.throughput: throughput is 40. Allowed for Lustre on eks, in MB/s per TiB: 125, " +
                "250, 500, 1000."],
            Throughput(Fleets.Eks, 40));
        Assert.Equal(
            ["CLU031 error clusters[0].storage.parallel.throughput: throughput is 1000. Allowed for Lustre on aks, in MB/s per TiB: 40, " +
                "125, 250, 500."],
            Throughput(Fleets.Aks, 1000));
    }

    [Fact]
    public void Rejects_the_throughput_of_a_system_that_is_there() =>
        Assert.Equal(
            [
                "CLU031 error clusters[0].storage.parallel.throughput: throughput is given, but an existing storage system has its own " +
                "throughput. Leave it out.",
            ],
            Fleets.Findings<StorageProviders>(
                Fleets.Of(Fleets.OnPrem with
                {
                    Storage = new StorageSpec
                    {
                        Parallel = new ParallelStorageSpec
                        {
                            Provider = StorageProvider.Existing,
                            Driver = "csi.example.com",
                            Throughput = 250,
                        },
                    },
                })));

    [Fact]
    public void Accepts_the_parameters_of_an_existing_system() =>
        Assert.Empty(Parameters(StorageProvider.Existing, "nfs.csi.k8s.io"));

    [Fact]
    public void Rejects_parameters_of_a_class_that_is_the_platform_s_own() =>
        Assert.Equal(
            [
                "CLU031 error clusters[0].storage.shared.parameters: parameters are given, but the platform sets the parameters of its " +
                "own storage classes. Leave them out, or set provider to existing.",
            ],
            Parameters(StorageProvider.RookCeph, null));

    private static string[] Throughput(ClusterSpec cluster, int throughput) => Fleets.Findings<StorageProviders>(
        Fleets.Of(cluster with { Storage = new StorageSpec { Parallel = new ParallelStorageSpec { Throughput = throughput } } }));

    private static IEnumerable<string> Parameters(StorageProvider provider, string? driver) => Fleets.Findings<StorageProviders>(
        Fleets.Of(Fleets.OnPrem with
        {
            Storage = new StorageSpec
            {
                Shared = new StorageClassSpec
                {
                    Provider = provider,
                    Driver = driver,
                    Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("server", "10.30.0.9").Add("share", "/models"),
                },
            },
        }));
}
