using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Scaling;
using Infra.Facts.Clusters;
using Infra.Rules.AddOns;

namespace Infra.Tests.Rules.AddOns;

public class RequirementsPresentTests
{
    [Fact]
    public void Accepts_an_add_on_with_what_it_needs() =>
        Assert.Empty(Fleets.Findings<RequirementsPresent>(Fleets.Of(Fleets.Eks with { AddOns = [new Issuer(), new Gateway()] })));

    [Fact]
    public void Rejects_an_add_on_without_what_it_needs() =>
        Assert.Equal(
            [
                "ADD001 error clusters[0].addOns: Gateway needs Issuer, which is off on this cluster. Turn Issuer on with Issuer: {}, or " +
                "turn Gateway off with Gateway: null.",
            ],
            Fleets.Findings<RequirementsPresent>(Fleets.Of(Fleets.Eks with { AddOns = [new Gateway()] })));

    [Fact]
    public void Leaves_an_add_on_that_cannot_be_there_to_the_rule_about_it() =>
        Assert.Empty(Fleets.Findings<RequirementsPresent>(Fleets.Of(Fleets.Aks with { AddOns = [new Karpenter()] })));

    private sealed record Issuer : AddOn
    {
        public override string Key => "Issuer";

        public override bool OnByDefault(CloudFacts cloud) => false;

        public override string OnByDefaultText => "nowhere";

        public override string Highlights => "nothing";

        public override Chart Chart => new("issuer", "https://charts.example.com", "1.0.0", "issuer");

        public override JsonObject Values(ClusterContext context) => [];
    }

    private sealed record Gateway : AddOn
    {
        public override string Key => "Gateway";

        public override bool OnByDefault(CloudFacts cloud) => false;

        public override string OnByDefaultText => "nowhere";

        public override string Highlights => "nothing";

        public override Chart Chart => new("gateway", "https://charts.example.com", "1.0.0", "gateway");

        public override IEnumerable<Type> Requires => [typeof(Issuer)];

        public override JsonObject Values(ClusterContext context) => [];
    }
}
