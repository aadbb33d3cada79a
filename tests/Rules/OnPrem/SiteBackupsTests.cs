using Infra.Rules.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class SiteBackupsTests
{
    [Fact]
    public void Accepts_clouds_and_sites_with_a_store() => Assert.Empty(Fleets.Findings<SiteBackups>(
        Fleets.Of(Fleets.Eks, Fleets.Aks, Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore })));

    [Fact]
    public void Accepts_a_site_whose_stack_says_that_it_is_not_backed_up() => Assert.Empty(Fleets.Findings<SiteBackups>(
        Fleets.Of(Fleets.OnPrem with { RemovedAddOns = ["velero"] })));

    [Fact]
    public void Rejects_silence_about_a_site_that_is_not_backed_up() => Assert.Equal(
        [
            "CLU071 warning clusters[0].objectStore: objectStore is not set, so nothing in this cluster is backed up. Describe an " +
            "S3-compatible store, or confirm that you want no backups with addOns: { velero: null }.",
        ],
        Fleets.Findings<SiteBackups>(Fleets.Of(Fleets.OnPrem)));
}
