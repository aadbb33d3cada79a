using Infra.AddOns.Contracts;
using Infra.AddOns.Delivery;
using Infra.Specification.Clusters;
using Infra.Tests.Components.Clusters.OnPrem;
using YamlDotNet.RepresentationModel;

namespace Infra.Tests.AddOns.Delivery;

public class ArgoCdTests
{
    private static ArgoCdOidcSpec Oidc =>
        new() { Issuer = "https://login.acme.example", ClientId = "argocd", Administrators = ["platform-team"] };

    [Fact]
    public void Keeps_the_built_in_administrator_until_there_is_single_sign_on()
    {
        var context = Fleet.Context("eks");
        Assert.True(ChartValues.Of(new ArgoCd(), context)["configs"]!["cm"]!["admin.enabled"]!.GetValue<bool>());

        var configs = ChartValues.Of(new ArgoCd { Oidc = Oidc }, context)["configs"]!;
        Assert.False(configs["cm"]!["admin.enabled"]!.GetValue<bool>());
        Assert.Equal("g, platform-team, role:admin\n", configs["rbac"]!["policy.csv"]!.GetValue<string>());
        Assert.Equal(
            """
            name: SSO
            issuer: https://login.acme.example
            clientID: argocd
            enablePKCEAuthentication: true
            requestedScopes:
            - openid
            - profile
            - email
            requestedIDTokenClaims:
              groups:
                essential: true

            """,
            configs["cm"]!["oidc.config"]!.GetValue<string>());
    }

    [Fact]
    public void Tells_Argo_CD_the_name_of_the_provider_and_its_scopes_as_they_are()
    {
        var oidc = Oidc with { Name = "Acme \"SSO\": #1", Scopes = ["openid", "api://acme/a, b", "off"] };
        var settings = ChartValues.Of(new ArgoCd { Oidc = oidc }, Fleet.Context("eks"))["configs"]!["cm"]!["oidc.config"]!
            .GetValue<string>();
        var yaml = new YamlStream();
        yaml.Load(new StringReader(settings));

        var read = yaml.Documents[0].RootNode;
        Assert.Equal(oidc.Name, (string?)read["name"]);
        Assert.Equal(oidc.Scopes, ((YamlSequenceNode)read["requestedScopes"]).Select(scope => (string?)scope));
    }

    [Theory]
    [InlineData("platform team", "g, platform team, role:admin\n")]
    [InlineData("a, b", "g, \"a, b\", role:admin\n")]
    [InlineData("the \"a\" team", "g, \"the \"\"a\"\" team\", role:admin\n")]
    [InlineData(" a", "g, \" a\", role:admin\n")]
    [InlineData("#a", "g, #a, role:admin\n")] // a comment only where it begins a line
    public void Gives_administrators_their_role_by_any_name_of_a_group(string group, string policy) => Assert.Equal(
        policy,
        new ArgoCd { Oidc = Oidc with { Administrators = [group] } }.Values(Fleet.Context("eks"))["configs"]!["rbac"]!["policy.csv"]!
            .GetValue<string>());

    [Fact]
    public void Survives_the_loss_of_a_node_and_asks_an_edge_site_for_one_replica()
    {
        var hub = ChartValues.Of(new ArgoCd(), Fleet.Context("eks"));
        Assert.True(hub["redis-ha"]!["enabled"]!.GetValue<bool>());
        Assert.Equal(2, hub["repoServer"]!["replicas"]!.GetValue<int>());

        var edge = ChartValues.Of(new ArgoCd(), Fleet.In(Fleet.Platform, Fleet.Edge with { Role = ClusterRole.Hub }));
        Assert.Equal("""{"enabled":false}""", edge["redis-ha"]!.ToJsonString());
        Assert.Equal(1, edge["repoServer"]!["replicas"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("eks", true)]
    [InlineData("rke2", false)] // four GPU nodes, which the platform is not on, and servers that nobody counted
    public void Insists_on_three_nodes_only_where_there_are_three(string cluster, bool insists)
    {
        var redis = ChartValues.Of(new ArgoCd(), Fleet.Context(cluster))["redis-ha"]!;
        Assert.Equal(insists, redis["hardAntiAffinity"]!.GetValue<bool>());
        Assert.Equal(insists, redis["haproxy"]!["hardAntiAffinity"]!.GetValue<bool>());
    }

    [Fact]
    public void Changes_its_proxies_without_a_fourth_node() => Assert.Equal(
        """{"type":"RollingUpdate","rollingUpdate":{"maxSurge":0,"maxUnavailable":1}}""",
        ChartValues.Of(new ArgoCd(), Fleet.Context("eks"))["redis-ha"]!["haproxy"]!["deploymentStrategy"]!.ToJsonString());

    [Fact]
    public void States_what_every_container_needs()
    {
        var values = ChartValues.Of(new ArgoCd(), Fleet.Context("eks"));
        var redis = values["redis-ha"]!;
        Assert.All(
            [
                values["redisSecretInit"]!["resources"], redis["init"]!["resources"], redis["haproxy"]!["init"]!["resources"],
                redis["splitBrainDetection"]!["resources"],
            ],
            resources => Assert.NotNull(resources!["requests"]!["memory"]));
    }

    [Fact]
    public void Runs_in_a_restricted_namespace_and_never_as_its_default_account()
    {
        var context = Fleet.In(Fleet.Platform, Fleet.Edge with { Role = ClusterRole.Hub });
        Assert.Contains(
            KeyValuePair.Create("pod-security.kubernetes.io/enforce", "restricted"), new ArgoCd().NamespaceLabels(context));
        Assert.True(ChartValues.Of(new ArgoCd(), context)["redis"]!["serviceAccount"]!["create"]!.GetValue<bool>());
    }

    [Fact]
    public void Counts_the_servers_of_an_installed_site_and_no_node_that_has_a_taint()
    {
        var site = OnPremSamples.Rke2 with { Role = ClusterRole.Hub };
        Assert.True(Insists(site));
        Assert.False(Insists(site with
        {
            Install = site.Install! with { Servers = ["10.30.0.11"], RegistrationAddress = "10.30.0.11" },
            Pools = [site.Pools[1]],
        }));
        Assert.True(Insists(Fleet.Rke2 with { Pools = [.. Fleet.Rke2.Pools, new() { Name = "general", Nodes = 3 }] }));
        Assert.False(Insists(Fleet.Rke2 with
        {
            Pools = [.. Fleet.Rke2.Pools, new() { Name = "general", Nodes = 3, Taints = [new() { Key = "team", Value = "a" }] }],
        }));

        static bool Insists(OnPremClusterSpec cluster) =>
            ChartValues.Of(new ArgoCd(), Fleet.In(Fleet.Platform, cluster))["redis-ha"]!["hardAntiAffinity"]!.GetValue<bool>();
    }

    [Fact]
    public void Has_a_name_inside_the_company_unless_the_stack_gives_one()
    {
        Assert.Equal("argocd.acme.internal", ChartValues.Of(new ArgoCd(), Fleet.Context("eks"))["global"]!["domain"]!.GetValue<string>());
        Assert.Equal(
            "cd.acme.example",
            ChartValues.Of(new ArgoCd { Domain = "cd.acme.example" }, Fleet.Context("eks"))["global"]!["domain"]!.GetValue<string>());
    }

    [Fact]
    public void Takes_the_replicas_of_an_autoscaler_and_injected_CA_bundles_for_no_drift()
    {
        var settings = ChartValues.Of(new ArgoCd(), Fleet.Context("eks"))["configs"]!["cm"]!;
        Assert.Equal(
            "managedFieldsManagers:\n- keda\n- kube-controller-manager",
            settings["resource.customizations.ignoreDifferences.all"]!.GetValue<string>());
        Assert.Equal(
            "jqPathExpressions:\n- .webhooks[]?.clientConfig.caBundle",
            settings["resource.customizations.ignoreDifferences.admissionregistration.k8s.io_ValidatingWebhookConfiguration"]!
                .GetValue<string>());
    }
}
