using Infra.Catalogue;
using Infra.Rules.ControlPlanes;
using Infra.Specification.Clusters;

namespace Infra.Tests.Rules.ControlPlanes;

public class SupportedVersionsTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<SupportedVersions>(Fleets.Sound));

    [Fact]
    public void Rejects_a_version_that_has_ended() =>
        Assert.Equal(
            [
                "CLU007 error clusters[0].version: \"1.29\" is not supported. Allowed: 1.33, 1.34, 1.35, 1.36.",
            ],
            Fleets.Findings<SupportedVersions>(Fleets.Of(Fleets.Eks with { Version = "1.29" })));

    [Fact]
    public void Rejects_a_patch_release() =>
        Assert.Equal(
            [
                "CLU007 error clusters[0].version: \"1.35.1\" is not supported. Allowed: 1.33, 1.34, 1.35, 1.36.",
            ],
            Fleets.Findings<SupportedVersions>(Fleets.Of(Fleets.OnPrem with { Version = "1.35.1" })));

    [Fact]
    public void Rejects_a_release_of_OpenShift_with_the_releases_that_fit()
    {
        var site = Fleets.OnPrem with { Distribution = Distribution.OpenShift };
        Assert.Equal(
            [
                "CLU007 error clusters[0].version: \"4.19 (1.32)\" is not supported. Allowed: 4.20, 4.21, 4.22, or the Kubernetes " +
                "version in it: 1.33, 1.34, 1.35, 1.36.",
            ],
            Fleets.Findings<SupportedVersions>(Fleets.Of(Read(site with { Version = "4.19" }))));
        Assert.Empty(Fleets.Findings<SupportedVersions>(Fleets.Of(Read(site with { Version = "4.20" }))));
        Assert.StartsWith(
            "CLU007 error clusters[0].version: \"4.22\" is not supported. Allowed: 1.33,",
            Assert.Single(Fleets.Findings<SupportedVersions>(Fleets.Of(Read(Fleets.OnPrem with { Version = "4.22" })))),
            StringComparison.Ordinal);

        static ClusterSpec Read(ClusterSpec cluster) => cluster.At("clusters[0]", pool => $"clusters[0].pools[{pool}]");
    }

    [Fact]
    public void Rejects_a_version_past_the_support_that_the_cluster_has() =>
        Assert.Equal(
            [
                "CLU007 error clusters[0].version: \"1.33\" is past standard support, and the cluster has no extended support. Allowed: " +
                "1.34, 1.35, 1.36; or set support to extended.",
                "CLU007 error clusters[1].version: \"1.33\" is past standard support, and the cluster has no extended support. Allowed: " +
                "1.34, 1.35, 1.36; or set tier to premium.",
            ],
            Fleets.Findings<SupportedVersions>(Fleets.Of(Fleets.Eks with { Version = "1.33" }, Fleets.Aks with { Version = "1.33" })));

    [Fact]
    public void Accepts_a_version_in_the_support_that_costs_more() =>
        Assert.Empty(Fleets.Findings<SupportedVersions>(Fleets.Of(
            Fleets.Eks with { Version = "1.33", Support = EksSupport.Extended },
            Fleets.Aks with { Version = "1.33", Tier = AksTier.Premium })));
}
