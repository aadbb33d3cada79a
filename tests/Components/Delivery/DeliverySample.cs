using Infra.Tests.Components.Clusters;
using Infra.Tests.Stacks;

namespace Infra.Tests.Components.Delivery;

/// <summary>A hub of a kind with a member of each kind, as a person would write them.</summary>
internal static class DeliverySample
{
    public const string Repository = """
        ai-platform:gitOps: { repository: "https://git.acme.example/platform/fleet" }
        """;

    /// <summary>Plans a hub and members in a stack whose endpoints are public.</summary>
    public static Task<ClusterPlan> PublicAsync(string hub) => StackSample.PlanAsync(Public(hub));

    /// <summary>A stack whose endpoints are public.</summary>
    public static string Public(string hub) => $"""
        {Repository}
        ai-platform:sovereignty: {Open}
        ai-platform:clusters:
        {Eks(hub == "eks")}
        {Aks(hub == "aks")}
        {Site(hub == "on-prem")}
        {(hub == "eks" ? Eks(false, "paris", "eu-west-3", "10.11.0.0/16") : "")}
        {(hub == "aks" ? Aks(false, "amsterdam", "westeurope", "10.21.0.0/16") : "")}
        {(hub == "on-prem" ? Site(false, "annex", "10.31.0.0/16") : "")}
        """;

    /// <summary>A stack whose endpoints are private; the clusters are given.</summary>
    public static string Private(params string[] clusters) =>
        $"{Repository}\nai-platform:clusters:\n{string.Join('\n', clusters)}\n";

    public static string Eks(
        bool isHub, string name = "frankfurt", string region = "eu-central-1", string cidr = "10.10.0.0/16", string network = "",
        string more = "") => $$"""
          - kind: eks
            name: {{name}}
            region: {{region}}
            version: "1.35"
            account: "111122223333"{{(isHub ? "\n    role: hub" : "")}}{{more}}
            access: { administrators: ["arn:aws:iam::111122223333:role/platform-admin"] }
            network: { cidr: {{cidr}}{{network}} }
            pools: [{ name: gpu, machine: g6e.12xlarge, max: 2 }]
        """ + Cidrs(more);

    public static string Aks(
        bool isHub, string name = "sweden", string region = "swedencentral", string cidr = "10.20.0.0/16", string more = "") => $$"""
          - kind: aks
            name: {{name}}
            region: {{region}}
            version: "1.35"
            subscription: 00000000-0000-4000-8000-000000000001{{(isHub ? "\n    role: hub" : "")}}{{more}}
            access: { administrators: [00000000-0000-4000-8000-00000000a001] }
            network: { cidr: {{cidr}} }
        """ + Cidrs(more);

    public static string Site(bool isHub, string name = "berlin", string cidr = "10.30.0.0/16", string more = "") => $$"""
          - kind: on-prem
            name: {{name}}
            region: berlin
            distribution: rke2
            version: "1.35"{{(isHub ? "\n    role: hub" : "\n    apiEndpoint: https://10.30.0.10:6443")}}{{more}}
            kubeconfigSecret: {{(name == "annex" ? "s3" : "kubeconfig")}}
            network: { cidr: {{cidr}} }
            addOns: { velero: null }
            pools: [{ name: gpu, nodes: 1, gpu: { model: l4, count: 1 } }]
        """;

    public const string Open =
        "{ locations: [eu], operators: [eu, us], endpoints: public, registry: registry.acme.example/mirror }";

    private static string Cidrs(string more) =>
        more.Contains("private", StringComparison.Ordinal) ? "" : "\n    publicAccessCidrs: [203.0.113.0/24]";
}
