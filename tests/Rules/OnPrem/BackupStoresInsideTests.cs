using Infra.Rules.OnPrem;

namespace Infra.Tests.Rules.OnPrem;

public class BackupStoresInsideTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<BackupStoresInside>(Fleets.Sound));

    [Fact]
    public void Accepts_a_store_of_the_site_itself() =>
        Assert.Empty(Fleets.Findings<BackupStoresInside>(Fleets.Of(Fleets.OnPrem with { ObjectStore = Fleets.ObjectStore })));

    [Fact]
    public void Rejects_a_store_in_a_region_outside() =>
        Assert.Equal(
            [
                "SOV004 error clusters[0].objectStore.endpoint: \"s3.us-east-1.amazonaws.com\" is in US; this platform allows eu.",
            ],
            Fleets.Findings<BackupStoresInside>(
                Fleets.Of(Fleets.OnPrem with
                {
                    ObjectStore = Fleets.ObjectStore with { Endpoint = "https://s3.us-east-1.amazonaws.com" },
                })));

    [Fact]
    public void Rejects_a_store_of_an_operator_outside() =>
        Assert.Equal(
            [
                "SOV004 error clusters[0].objectStore.endpoint: \"oss-eu-central-1.aliyuncs.com\" is operated under the law of " +
                "cn; this platform allows eu, us.",
            ],
            Fleets.Findings<BackupStoresInside>(
                Fleets.Of(Fleets.OnPrem with
                {
                    ObjectStore = Fleets.ObjectStore with { Endpoint = "https://oss-eu-central-1.aliyuncs.com" },
                })));

    [Fact]
    public void Rejects_the_European_cloud_of_an_American_company_where_only_Europeans_may_operate() =>
        Assert.Equal(
            [
                "SOV004 error clusters[0].objectStore.endpoint: \"s3.eusc-de-east-1.amazonaws.eu\" is operated under the law of us; this " +
                "platform allows eu.",
            ],
            Fleets.Findings<BackupStoresInside>(
                Fleets.Of(Fleets.OnPrem with
                {
                    ObjectStore = Fleets.ObjectStore with { Endpoint = "https://s3.eusc-de-east-1.amazonaws.eu" },
                }) with { Sovereignty = Fleets.Sovereignty with { Operators = ["eu"] } }));

    [Fact]
    public void Rejects_a_copy_outside_by_its_host_or_its_country()
    {
        Assert.Equal(
            ["SOV004 error clusters[0].backupCopy.endpoint: \"s3.us-east-1.amazonaws.com\" is in US; this platform allows eu."],
            Of("https://s3.us-east-1.amazonaws.com", null));
        Assert.Equal(
            ["SOV004 error clusters[0].backupCopy.country: \"CH\" is outside; this platform allows eu."],
            Of("https://s3.basel.acme.example", "CH"));
        Assert.Empty(Of("https://s3.turin.acme.example", "IT"));
        Assert.Empty(Of("https://s3.eu-south-1.amazonaws.com", null));
    }

    private static string[] Of(string endpoint, string? country) => Fleets.Findings<BackupStoresInside>(Fleets.Of(Fleets.OnPrem with
    {
        ObjectStore = Fleets.ObjectStore,
        BackupCopy = Fleets.Copy with { Endpoint = endpoint, Country = country },
    }));
}
