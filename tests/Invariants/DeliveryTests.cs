using Infra.Facts.Delivery;
using Infra.Specification.Clusters;

namespace Infra.Tests.Invariants;

/// <summary>What must hold of a delivery in every stack, whoever delivers.</summary>
public sealed class DeliveryTests
{
    private const string Rules = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
    private const string Policy = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
    private const string Set = "kubernetes:argoproj.io/v1alpha1:ApplicationSet";

    [Fact]
    public async Task No_delivery_reads_secrets_or_may_do_everything() => EveryStack.None(
        await EveryStack.Of(Rules),
        role => role.Values("/rules/*/resources/*").Concat(role.Values("/rules/*/verbs/*")).Select(value => (string?)value)
            .FirstOrDefault(text => text is "secrets" or "pods/exec" or "serviceaccounts/token" or "escalate" or "bind" or "impersonate"),
        role => role.ObjectName == $"{DeliveryRights.Name}-workloads");

    [Fact]
    public async Task Nothing_is_delivered_to_the_namespaces_of_the_platform() => EveryStack.None(
        await EveryStack.Of(Policy),
        policy =>
        {
            var closed = (string)policy.Inputs["spec"]!["validations"]![0]!["expression"]!;
            return policy.InSameCluster(other => other.Type == "kubernetes:helm.sh/v3:Release")
                .Select(release => (string)release.Inputs["namespace"]!)
                // Argo CD keeps what it knows in its own.
                .FirstOrDefault(name => name != FleetDelivery.Namespace && !closed.Contains($"'{name}'", StringComparison.Ordinal));
        },
        policy => policy.ObjectName == DeliveryRights.Name);

    [Fact]
    public async Task Nothing_is_delivered_to_the_namespaces_where_agents_may_do_everything_on_their_node() => EveryStack.None(
        await EveryStack.Of(Policy),
        policy =>
        {
            var closed = (string)policy.Inputs["spec"]!["validations"]![0]!["expression"]!;
            return policy.InSameCluster(other => other.Type == "kubernetes:core/v1:Namespace"
                    && other.Inputs["metadata"]!["labels"]?["pod-security.kubernetes.io/enforce"]?.GetValue<string>() == "privileged")
                .Select(agents => agents.ObjectName)
                .FirstOrDefault(name => !closed.Contains($"'{name}'", StringComparison.Ordinal));
        },
        policy => policy.ObjectName == DeliveryRights.Name);

    [Fact]
    public async Task A_delivery_comes_after_every_add_on_of_its_own_cluster_and_is_removed_before_them() => EveryStack.None(
        await EveryStack.Of(Set),
        set => set.WaitsFor(set.InSameCluster(other => other.Type == "kubernetes:helm.sh/v3:Release")));

    [Fact]
    public Task What_was_delivered_is_gone_before_the_rest_is_removed() => EveryStack.Has(
        Set, "/metadata/annotations/pulumi.com~1deletionPropagationPolicy", "foreground");

    [Fact]
    public Task An_application_removes_what_it_deployed_when_it_goes() => EveryStack.Has(
        Set, "/spec/template/metadata/finalizers/*", "resources-finalizer.argocd.argoproj.io");

    [Fact]
    public Task The_root_removes_what_it_made_when_it_goes() => EveryStack.Has(
        "kubernetes:argoproj.io/v1alpha1:Application", "/metadata/finalizers/*", "resources-finalizer.argocd.argoproj.io");

    [Fact]
    public async Task A_role_that_a_hub_assumes_has_no_permission_in_AWS() => EveryStack.None(
        await EveryStack.Of("aws:iam/role:Role"),
        role => role.Siblings.FirstOrDefault(other => other.Type.StartsWith("aws:iam/rolePolicy", StringComparison.Ordinal))?.Name,
        role => role.Name.EndsWith("-delivery-role", StringComparison.Ordinal));

    [Fact]
    public async Task Every_cluster_of_a_fleet_with_a_repository_is_delivered_to_once() => EveryStack.None(
        await EveryStack.Of("infra:index:ClusterPlatform"),
        platform => platform.Stack.Items.Count(item => item.Type == "kubernetes:core/v1:Secret"
            && item.Name.EndsWith($"-cluster-{platform.Name}", StringComparison.Ordinal)) is var count && count != 1
                ? $"is in {count} lists of clusters" : null,
        platform => platform.Stack.Platform.GitOps is not null);

    [Fact]
    public async Task A_member_that_pulls_gives_nobody_else_a_right() => EveryStack.None(
        await EveryStack.Of("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding"),
        binding => binding.Unlike("/subjects/*/namespace", FleetDelivery.Namespace),
        binding => binding.ObjectName == DeliveryRights.Name && binding.Cluster is { Role: ClusterRole.Member } cluster
            && FleetDelivery.Delivers(binding.Stack.Platform, cluster));
}
