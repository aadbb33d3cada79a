using Infra.AddOns.Security;
using Infra.Facts.Clusters;
using Infra.Specification;
using Infra.Specification.Secrets;
using Infra.Tests.Components.Clusters.Aks;
using Infra.Tests.Components.Clusters.Eks;
using Infra.Tests.Components.Clusters.OnPrem;
using Pulumi;

namespace Infra.Tests.Components.Clusters;

/// <summary>What each kind of cluster gives to a workload that reads its store of secrets.</summary>
public class SecretStoreTests
{
    private const string Endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

    private static readonly WorkloadIdentity _reader = new("tools", "tool", Access.Secrets);

    [Fact]
    public async Task EKS_lets_it_read_secrets_below_the_clusters_prefix_and_decrypt_them_with_a_key_of_their_own()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster, _reader);

        Assert.Equal(
            """[{"Sid":"Read","Effect":"Allow","Action":["secretsmanager:DescribeSecret","secretsmanager:GetSecretValue"],"Resource":""" +
            """["arn:aws:secretsmanager:eu-central-1:123456789012:secret:acme/test/frankfurt/*"]},{"Sid":"Key","Effect":"Allow",""" +
            """ "Action":["kms:Decrypt"],"Resource":""".TrimStart() +
            """["arn:aws:kms:eu-central-1:123456789012:key/${frankfurt-workload-secrets-key.id}"],"Condition":{"StringEquals":""" +
            """{"kms:ViaService":["secretsmanager.eu-central-1.amazonaws.com"]}}}]""",
            plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-tools-tool-policy", "policy")["Statement"]!.ToJsonString());
        Assert.Equal("alias/acme-test-frankfurt-workload-secrets", plan.Input("frankfurt-workload-secrets-key-alias", "name"));
        Assert.True(plan.IsProtected("frankfurt-workload-secrets-key"));
    }

    [Fact]
    public async Task EKS_lets_it_read_parameters_where_the_cluster_says_so()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { SecretStore = SecretStoreKind.ParameterStore }, _reader);
        var statements = plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-tools-tool-policy", "policy")["Statement"]!;

        Assert.Equal(
            """["arn:aws:ssm:eu-central-1:123456789012:parameter/acme/test/frankfurt/*"]""", statements[0]!["Resource"]!.ToJsonString());
        Assert.Equal("""["ssm:GetParameter","ssm:GetParameters"]""", statements[0]!["Action"]!.ToJsonString());
    }

    [Fact]
    public async Task A_private_network_reaches_Secrets_Manager_only_where_somebody_reads_it()
    {
        var reads = EksPlan.Cluster with { AddOns = [new ExternalSecrets()] };

        Assert.Contains("frankfurt-endpoint-secretsmanager", (await EksPlan.Of(reads)).NamesOf(Endpoint));
        foreach (var other in new[] { EksPlan.Cluster, reads with { SecretStore = SecretStoreKind.ParameterStore } })
        {
            Assert.DoesNotContain("frankfurt-endpoint-secretsmanager", (await EksPlan.Of(other)).NamesOf(Endpoint));
        }
    }

    [Fact]
    public async Task AKS_gives_it_a_vault_of_its_own_with_an_address_in_the_network()
    {
        var plan = await AksPlan.Of(AksPlan.Cluster, _reader);

        Assert.Equal("Key Vault Secrets User", plan.Input("west-tools-tool-reads-secrets-role", "description"));
        Assert.EndsWith(
            $"/vaults/{plan.Input("west-secret-vault", "vaultName")}", (string?)plan.Input("west-tools-tool-reads-secrets-role", "scope"),
            StringComparison.Ordinal);
        Assert.Equal("Disabled", plan.Input("west-secret-vault", "properties.publicNetworkAccess"));
        Assert.Equal(true, plan.Input("west-secret-vault", "properties.enablePurgeProtection"));
        Assert.True(plan.IsProtected("west-secret-vault"));
        Assert.Contains("west-secret-vault-lock", plan.Names);
        Assert.Contains("west-secret-vault-endpoint", plan.Names);
        Assert.Equal(
            "Key Vault Secrets Officer",
            plan.Input("west-administrators-11111111-1111-1111-1111-111111111111-on-secrets-role", "description"));
    }

    [Theory]
    [InlineData(EndpointAccess.Private)]
    [InlineData(EndpointAccess.Public)]
    public async Task AKS_lets_it_read_the_vault_that_the_cluster_names_and_changes_nothing_else_there(EndpointAccess access)
    {
        const string id =
            "/subscriptions/00000000-0000-4000-8000-000000000003/resourceGroups/hub/providers/Microsoft.KeyVault/vaults/acme-secrets";
        var plan = await AksPlan.Of(
            AksPlan.Platform with { Sovereignty = AksPlan.Platform.Sovereignty with { Endpoints = access } },
            AksPlan.Cluster with { SecretVault = new() { Id = id, Region = "northeurope" } }, _reader);

        Assert.Equal("Key Vault Secrets User", plan.Input("west-tools-tool-reads-secrets-role", "description"));
        Assert.Equal(id, plan.Input("west-tools-tool-reads-secrets-role", "scope"));
        Assert.DoesNotContain(plan.Names, name => name.StartsWith("west-administrators-", StringComparison.Ordinal)
            && name.EndsWith("-on-secrets-role", StringComparison.Ordinal));
        string[] endpoint = access == EndpointAccess.Private ? ["west-secret-vault-endpoint", "west-secret-vault-endpoint-names"] : [];
        Assert.Equal(endpoint, plan.Names.Where(name => name.StartsWith("west-secret-vault", StringComparison.Ordinal)));
        Assert.All(
            endpoint.Take(1), name => Assert.Equal(id, plan.Input(name, "privateLinkServiceConnections.0.privateLinkServiceId")));
    }

    [Fact]
    public async Task A_Vault_needs_nothing_but_the_account()
    {
        WorkloadIdentity vault = new("tools", "tool", Access.Vault);
        var eks = await EksPlan.Of(EksPlan.Cluster, vault);
        var aks = await AksPlan.Of(AksPlan.Cluster, vault);
        var site = await OnPremPlan.Of(
            OnPremSamples.Adopted, use: cluster => Assert.Single(cluster.Bind(vault, new CustomResourceOptions())));

        Assert.DoesNotContain("frankfurt-tools-tool", eks.NamesOf("aws:eks/podIdentityAssociation:PodIdentityAssociation"));
        Assert.DoesNotContain("west-tools-tool-credential", aks.Names);
        foreach (var (plan, name) in new[] { (eks, "frankfurt-tools-tool"), (aks, "west-tools-tool-account"), (site, "berlin-tools-tool") })
        {
            Assert.Equal("""{"name":"tool","namespace":"tools"}""", plan.InputsOf(name)["metadata"]!.ToJsonString());
        }
    }
}
