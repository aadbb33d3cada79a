using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Infra.Planning.Recording;
using Infra.Planning.Values;
using Infra.Stacks;
using Infra.Tests.Components.Clusters.OnPrem;
using Infra.Tests.Stacks;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Tests.Components.Delivery;

/// <summary>A hub and its members in stacks of their own: what one exports, and what the other makes of it.</summary>
public sealed class SplitFleetTests
{
    private const string Secret = "kubernetes:core/v1:Secret", Role = "aws:iam/role:Role";

    private const string Named = """
        ai-platform:hub:
          name: dublin
          issuer: https://oidc.eks.eu-west-1.amazonaws.com/id/AB12
          roles: ["arn:aws:iam::111122223333:role/hub-server", "arn:aws:iam::111122223333:role/hub-controller"]
          addresses: [203.0.113.7/32]
          network: 10.40.0.0/16
        """;

    private static string Authority => Convert.ToBase64String(Encoding.ASCII.GetBytes(OnPremSamples.Authority));

    private static string Elsewhere => $$"""
        ai-platform:members:
          - name: lyon
            labels: { {{Labels("eks")}}, ai-platform/gpu-h200: "true" }
            endpoint: https://AB12.gr7.eu-west-3.eks.amazonaws.com
            authority: {{Authority}}
            login: { by: role, cluster: acme-prod-lyon, role: "arn:aws:iam::444455556666:role/acme-prod-lyon-delivery" }
          - name: gavle
            labels: { {{Labels("aks")}} }
            endpoint: https://acme-prod-gavle-dns.hcp.swedencentral.azmk8s.io:443
            authority: {{Authority}}
            login:
              by: identity
              client: 00000000-0000-4000-8000-00000000c001
              tenant: 00000000-0000-4000-8000-00000000d001
          - name: turin
            labels: { {{Labels("on-prem")}} }
            endpoint: https://10.50.0.10:6443
            authority: {{Authority}}
            login: { by: token, tokenSecret: s3 }
        """;

    private static string Members => $"""
        {Named}
        ai-platform:sovereignty: {DeliverySample.Open}
        ai-platform:clusters:
        {DeliverySample.Eks(false)}
        {DeliverySample.Aks(false)}
        {DeliverySample.Site(false)}
        """;

    private static string HubAlone => $"""
        {DeliverySample.Repository}
        ai-platform:sovereignty: {DeliverySample.Open}
        ai-platform:clusters:
        {DeliverySample.Eks(true)}
        """;

    [Fact]
    public async Task A_member_trusts_and_lets_in_a_hub_of_another_stack()
    {
        var plan = await StackSample.PlanAsync(Members);

        var trust = plan.Document(Role, "frankfurt-delivery-role", "assumeRolePolicy")["Statement"]!.AsArray().Single()!;
        Assert.Equal(
            """["arn:aws:iam::111122223333:role/hub-controller","arn:aws:iam::111122223333:role/hub-server"]""",
            trust["Principal"]!["AWS"]!.ToJsonString());
        Assert.Equal(
            ["203.0.113.0/24", "203.0.113.7/32"],
            plan.Inputs("aws:eks/cluster:Cluster")["vpcConfig"]!["publicAccessCidrs"]!.AsArray().Select(cidr => (string?)cidr));
        Assert.Equal(
            "https://oidc.eks.eu-west-1.amazonaws.com/id/AB12",
            (string?)plan.Inputs(
                "azure-native:managedidentity:FederatedIdentityCredential", "sweden-delivery-argocd-server")["issuer"]);
        Assert.Equal("kubernetes.io/service-account-token", (string?)plan.Inputs(Secret, "berlin-delivery")["type"]);
        Assert.DoesNotContain(plan.Releases(), name => name.Contains("argo-cd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_private_member_behind_a_gateway_lets_in_the_network_of_a_hub_of_another_stack()
    {
        var plan = await StackSample.PlanAsync(
            $"{Named}\n" + DeliverySample.Private(DeliverySample.Eks(
                false, network: ", transitGateway: { id: tgw-0123456789abcdef0, cidrs: [10.40.0.0/16] }", more: "\n    # private")));

        Assert.Equal("10.40.0.0/16", plan.Input("frankfurt-api-10.40.0.0-16", "cidrIpv4"));
        Assert.Contains("frankfurt-delivery-role", plan.NamesOf(Role));
    }

    [Fact]
    public async Task A_hub_registers_members_of_other_stacks()
    {
        var plan = await StackSample.PlanAsync($"{HubAlone}\n{Elsewhere}");

        Assert.Equal(
            ["frankfurt-cluster-frankfurt", "frankfurt-cluster-gavle", "frankfurt-cluster-lyon", "frankfurt-cluster-turin"],
            plan.NamesOf(Secret).Where(name => name.Contains("-cluster-", StringComparison.Ordinal)));
        Assert.Equal("eks", plan.Text("frankfurt-cluster-lyon", "metadata.labels", "ai-platform/kind"));
        Assert.Equal("[secret]", (string?)plan.Inputs(Secret, "frankfurt-cluster-turin")["stringData"]!["config"]);
        var own = plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-argocd-argocd-server-policy", "policy")["Statement"]![0]!;
        Assert.Equal("""["arn:aws:iam::444455556666:role/acme-prod-lyon-delivery"]""", own["Resource"]!.ToJsonString());
        Assert.Equal(
            "/var/run/secrets/ai-platform/aks",
            (string?)plan.Values("frankfurt-argo-cd")["server"]!["volumeMounts"]![0]!["mountPath"]);
        Assert.Contains("gpu-h200", plan.InputsOf("frankfurt-applications").ToJsonString());
    }

    [Fact]
    public async Task A_hub_has_its_roles_before_any_member_is_there()
    {
        var plan = await StackSample.PlanAsync(HubAlone);

        Assert.Contains("frankfurt-argocd-argocd-server-role", plan.NamesOf(Role));
        Assert.DoesNotContain("frankfurt-argocd-argocd-server-policy", plan.NamesOf("aws:iam/rolePolicy:RolePolicy"));
    }

    [Fact]
    public async Task What_a_hub_exports_is_read_by_the_stack_of_a_member()
    {
        var outputs = await OutputsAsync(HubAlone);

        var hub = StackSample.Specification(
            Members.Replace(Named, $"ai-platform:hub: {outputs["hub"]}", StringComparison.Ordinal)).Hub!;
        Assert.Equal(("frankfurt", "10.10.0.0/16"), (hub.Name, hub.Network));
        Assert.StartsWith("https://oidc.eks.eu-central-1.", hub.Issuer);
        Assert.Equal((2, 3), (hub.Roles.Length, hub.Addresses.Length));
        Assert.Equal("[]", outputs["members"]);
    }

    [Fact]
    public async Task What_members_export_is_read_by_the_stack_of_the_hub_and_holds_no_secret()
    {
        var outputs = await OutputsAsync(Members);

        Assert.Equal("{}", outputs["hub"]);
        var members = StackSample.Specification($"{HubAlone}\nai-platform:members: {outputs["members"]}").Members;
        Assert.Equal(
            ["frankfurt RoleLogin eks", "sweden IdentityLogin aks", "berlin TokenLogin on-prem"],
            members.Select(member => $"{member.Name} {member.Login.GetType().Name} {member.Labels["ai-platform/kind"]}"));
        Assert.Contains("\"tokenSecret\":\"berlin-token\"", outputs["members"]);
        Assert.DoesNotContain(Placeholder.Secret, outputs["members"], StringComparison.Ordinal);
        Assert.StartsWith("{\"berlin\":", outputs["memberTokens"]);
    }

    private static string Labels(string kind) =>
        $"ai-platform/kind: {kind}, ai-platform/profile: full, ai-platform/region: eu-west-3, ai-platform/role: member";

    // The outputs as the engine shows them, as JSON by their names.
    private static async Task<ImmutableDictionary<string, string>> OutputsAsync(string config)
    {
        var platform = StackSample.Specification(config);
        var recorder = new ResourceRecorder("ai-platform", "test");
        var outputs = ImmutableDictionary.CreateBuilder<string, string>();
        await Deployment.TestWithServiceProviderAsync<PlatformStack>(
            new RecordingMocks(recorder),
            new StackFactory(() =>
            {
                var stack = new PlatformStack(platform, _ => Output.CreateSecret(Placeholder.Secret), recorder.Options);
                Output.Tuple(stack.Hub, stack.Members, stack.MemberTokens).Apply(all =>
                {
                    outputs["hub"] = JsonSerializer.Serialize(all.Item1);
                    outputs["members"] = JsonSerializer.Serialize(all.Item2);
                    outputs["memberTokens"] = JsonSerializer.Serialize(all.Item3);
                    return 0;
                });
                return stack;
            }),
            new TestOptions { ProjectName = "ai-platform", StackName = "test" });
        return outputs.ToImmutable();
    }
}
