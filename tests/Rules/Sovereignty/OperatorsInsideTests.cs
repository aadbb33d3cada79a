using Infra.Rules.Sovereignty;

namespace Infra.Tests.Rules.Sovereignty;

public class OperatorsInsideTests
{
    [Fact]
    public void Accepts_a_sound_fleet() =>
        Assert.Empty(Fleets.Findings<OperatorsInside>(Fleets.Sound));

    [Fact]
    public void Rejects_an_operator_that_a_foreign_law_reaches() =>
        Assert.Equal(
            [
                "SOV003 error clusters[0].region: \"eu-central-1\" is operated by Amazon Web Services, which is subject to the law of " +
                "us; this platform allows eu (https://aws.amazon.com/compliance/cloud-act/).",
                "SOV003 error clusters[1].region: \"westeurope\" is operated by Microsoft, which is subject to the law of us; this " +
                "platform allows eu (https://www.microsoft.com/en-us/corporate-responsibility/lerr).",
            ],
            Fleets.Findings<OperatorsInside>(Fleets.Sound with { Sovereignty = Fleets.Sovereignty with { Operators = ["eu"] } }));

    [Fact]
    public void Rejects_the_sovereign_cloud_with_its_parent_company() =>
        Assert.Equal(
            [
                "SOV003 error clusters[0].region: \"eusc-de-east-1\" is operated by AWS European Sovereign Cloud GmbH, which is subject " +
                "to the law of us; this platform allows eu (https://aws.eu/faq/).",
            ],
            Fleets.Findings<OperatorsInside>(
                Fleets.Of(Fleets.Eks with { Region = "eusc-de-east-1" }) with
                {
                    Sovereignty = Fleets.Sovereignty with { Operators = ["eu"] },
                }));
}
