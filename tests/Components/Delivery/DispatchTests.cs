using Infra.Components.Delivery;
using Infra.Tests.Components.Clusters;
using Infra.Tests.Stacks;

namespace Infra.Tests.Components.Delivery;

/// <summary>How the hub's Kueue gets into members of each kind, and what it may do there.</summary>
public sealed class DispatchTests
{
    private const string Secret = "kubernetes:core/v1:Secret", Account = "kubernetes:core/v1:ServiceAccount";
    private const string Policy = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
    private const string Role = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
    private const string RoleBinding = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";

    private static readonly string[] _members = ["paris", "sweden", "berlin", "annex"];

    // A hub on EKS with members on EKS, AKS, RKE2 and OpenShift, whose endpoints are public and whose images are in a mirror.
    private static readonly Lazy<Task<ClusterPlan>> _plan = new(() => StackSample.PlanAsync($$"""
        {{DeliverySample.Repository}}
        ai-platform:sovereignty: {{DeliverySample.Open}}
        ai-platform:clusters:
        {{DeliverySample.Eks(true, more: "\n    addOns: { kueue: { dispatchTo: [paris, sweden, berlin, annex] } }")}}
        {{DeliverySample.Eks(false, "paris", "eu-west-3", "10.11.0.0/16")}}
        {{DeliverySample.Aks(false, more: "\n    pools: [{ name: gpu, machine: Standard_NC40ads_H100_v5, max: 2 }]")}}
        {{DeliverySample.Site(false)}}
        {{DeliverySample.Site(false, "annex", "10.31.0.0/16").Replace("rke2", "openshift", StringComparison.Ordinal)}}
        """));

    public static TheoryData<string> Members => [.. _members];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_member_of_any_kind_has_an_account_for_the_hub_with_a_token_of_its_own(string member)
    {
        var plan = await _plan.Value;

        var token = plan.Inputs(Secret, $"{member}-dispatch");
        Assert.Equal("kubernetes.io/service-account-token", (string?)token["type"]);
        Assert.Equal("kueue-dispatch", (string?)token["metadata"]!["annotations"]!["kubernetes.io/service-account.name"]);
        Assert.False((bool)plan.Inputs(Account, $"{member}-dispatch")["automountServiceAccountToken"]!);
        Assert.Equal(
            """[{"kind":"ServiceAccount","name":"kueue-dispatch","namespace":"kueue-system"}]""",
            plan.Inputs(RoleBinding, $"{member}-dispatch")["subjects"]!.ToJsonString());
        Assert.DoesNotContain(
            plan.Inputs(Role, $"{member}-dispatch")["rules"]!.AsArray().SelectMany(rule => rule!["resources"]!.AsArray()),
            resource => (string?)resource is "*" or "secrets");
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task The_account_is_kept_to_namespaces_of_teams_before_it_may_do_anything(string member)
    {
        var plan = await _plan.Value;

        var policy = plan.Inputs(Policy, $"{member}-dispatch")["spec"]!;
        Assert.Equal("Fail", (string?)policy["failurePolicy"]);
        Assert.Equal(
            "request.userInfo.username == 'system:serviceaccount:kueue-system:kueue-dispatch'",
            (string?)policy["matchConditions"]![0]!["expression"]);
        Assert.Equal(
            "namespaceObject != null && has(namespaceObject.metadata.labels) && 'ai-platform/team' in namespaceObject.metadata.labels",
            (string?)policy["validations"]![0]!["expression"]);
        Assert.Contains(
            plan.Resource(RoleBinding, $"{member}-dispatch").DependsOn,
            urn => urn.EndsWith($"ValidatingAdmissionPolicyBinding::{member}-dispatch", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task The_hub_has_a_kubeconfig_of_each_member_which_no_plan_shows(string member)
    {
        var plan = await _plan.Value;

        var secret = plan.Inputs(Secret, $"frankfurt-dispatch-{member}");
        Assert.Equal($"dispatch-{member}", (string?)secret["metadata"]!["name"]);
        Assert.Equal("kueue-system", (string?)secret["metadata"]!["namespace"]);
        Assert.Equal("[secret]", (string?)secret["stringData"]!["kubeconfig"]);
        Assert.Equal(
            $"dispatch-{member}",
            (string?)plan.InputsOf($"frankfurt-kueue-multikueuecluster-{member}")["spec"]!["clusterSource"]!["kubeConfig"]!["location"]);
    }

    [Fact]
    public void A_kubeconfig_has_all_in_itself_as_Kueue_wants_it() => Assert.Equal(
        """
        {"apiVersion":"v1","kind":"Config",
        "clusters":[{"name":"berlin","cluster":{"server":"https://10.30.0.10:6443","certificate-authority-data":"Q0E="}}],
        "users":[{"name":"berlin","user":{"token":"ey"}}],
        "contexts":[{"name":"berlin","context":{"cluster":"berlin","user":"berlin"}}],"current-context":"berlin"}
        """.ReplaceLineEndings(""),
        DispatchLogins.Kubeconfig("berlin", "https://10.30.0.10:6443", "Q0E=", "ey"));

    [Fact]
    public async Task A_kubeconfig_comes_after_all_that_the_member_needs_to_run_work() => Assert.Superset(
        new HashSet<string> { "berlin-dispatch", "berlin-kueue", "berlin-jobset" },
        (await _plan.Value).Resource(Secret, "frankfurt-dispatch-berlin").DependsOn.Select(urn => urn.Split("::")[^1]).ToHashSet());

    [Fact]
    public async Task A_member_of_a_hub_that_dispatches_nothing_has_no_such_account()
    {
        var plan = await DeliverySample.PublicAsync("eks");

        Assert.DoesNotContain(plan.Names, name => name.Contains("dispatch", StringComparison.Ordinal));
    }
}
