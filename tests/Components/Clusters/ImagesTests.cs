using Infra.Facts.Clusters;
using Infra.Tests.Components.Clusters.Aks;
using Infra.Tests.Components.Clusters.Eks;

namespace Infra.Tests.Components.Clusters;

/// <summary>What each cloud gives to a workload that reads its registry.</summary>
public class ImagesTests
{
    private static readonly WorkloadIdentity _ratify = new("gatekeeper-system", "ratify", Access.Images);

    [Fact]
    public async Task EKS_gives_a_role_to_the_token_of_the_account_alone()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster, _ratify);
        var trust = plan.Document("aws:iam/role:Role", "frankfurt-gatekeeper-system-ratify-role", "assumeRolePolicy")["Statement"]![0]!;

        Assert.Equal("""["sts:AssumeRoleWithWebIdentity"]""", trust["Action"]!.ToJsonString());
        Assert.Equal(
            ["sts.amazonaws.com", "system:serviceaccount:gatekeeper-system:ratify"],
            trust["Condition"]!["StringEquals"]!.AsObject().Select(claim => (string?)claim.Value));
        Assert.Equal(
            "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
            plan.Input("frankfurt-gatekeeper-system-ratify-role-AmazonEC2ContainerRegistryPullOnly", "policyArn"));
        Assert.NotNull(plan.InputsOf("frankfurt-gatekeeper-system-ratify")["metadata"]!["annotations"]!["eks.amazonaws.com/role-arn"]);
        Assert.DoesNotContain(
            "frankfurt-gatekeeper-system-ratify", plan.NamesOf("aws:eks/podIdentityAssociation:PodIdentityAssociation"));
    }

    [Fact]
    public async Task EKS_trusts_no_issuer_where_nothing_needs_it() => Assert.Empty(
        (await EksPlan.Of(EksPlan.Cluster, new WorkloadIdentity("velero", "velero", Access.BackupStore)))
            .NamesOf("aws:iam/openIdConnectProvider:OpenIdConnectProvider"));

    [Fact]
    public async Task AKS_lets_it_pull_from_the_registry_of_the_cluster()
    {
        const string registry = "/subscriptions/1/resourceGroups/hub/providers/Microsoft.ContainerRegistry/registries/acmeplatform";
        var plan = await AksPlan.Of(AksPlan.Cluster with { ContainerRegistry = registry }, _ratify);

        Assert.Equal(registry, plan.Input("west-gatekeeper-system-ratify-reads-images-role", "scope"));
        Assert.Equal("AcrPull", plan.Input("west-gatekeeper-system-ratify-reads-images-role", "description"));
    }
}
