using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Components.Clusters;
using Infra.Components.Clusters.Eks;
using Infra.Facts.Eks;
using Infra.Tests.Components.Clusters.Eks;
using Infra.Tests.Stacks;

namespace Infra.Tests.Components.Delivery;

/// <summary>A member that is registered with its hub, for each pair of kinds: how the hub logs in, and what it may do.</summary>
public sealed class GitOpsDeliveryTests
{
    private const string Secret = "kubernetes:core/v1:Secret", Role = "aws:iam/role:Role", Entry = "aws:eks/accessEntry:AccessEntry";
    private const string Credential = "azure-native:managedidentity:FederatedIdentityCredential";
    private const string Controller = "system:serviceaccount:argocd:argocd-application-controller";
    private const string Server = "system:serviceaccount:argocd:argocd-server";

    [Fact]
    public async Task A_hub_on_EKS_assumes_a_role_of_a_member_on_EKS_that_trusts_its_pods_alone()
    {
        var plan = await DeliverySample.PublicAsync("eks");

        var trust = plan.Document(Role, "paris-delivery-role", "assumeRolePolicy")["Statement"]!.AsArray().Single()!;
        Assert.Equal("""["sts:AssumeRole","sts:TagSession"]""", trust["Action"]!.ToJsonString());
        Assert.Equal(2, trust["Principal"]!["AWS"]!.AsArray().Count);
        Assert.All(trust["Principal"]!["AWS"]!.AsArray(), role => Assert.StartsWith("arn:aws:iam::111122223333:role/", (string?)role));
        // The role may do nothing in AWS, and in the cluster what its group may.
        Assert.DoesNotContain(plan.Names, name => name.StartsWith("paris-delivery-role-", StringComparison.Ordinal));
        Assert.Equal("""["ai-platform:delivery"]""", plan.Inputs(Entry, "paris-delivery")["kubernetesGroups"]!.ToJsonString());
        Assert.DoesNotContain(
            plan.NamesOf("aws:eks/accessPolicyAssociation:AccessPolicyAssociation"),
            name => name.StartsWith("paris-delivery", StringComparison.Ordinal));
        var own = plan.Document("aws:iam/rolePolicy:RolePolicy", "frankfurt-argocd-argocd-server-policy", "policy")["Statement"]![0]!;
        Assert.Equal("""["arn:aws:iam::111122223333:role/acme-test-paris-delivery"]""", own["Resource"]!.ToJsonString());
    }

    [Theory]
    [InlineData("eks", "sweden", "frankfurt", "https://oidc.eks.eu-central-1.amazonaws.com/id/${frankfurt-cluster.oidc}")]
    [InlineData("aks", "amsterdam", "sweden", "https://${sweden-cluster.issuer}/")]
    public async Task A_hub_in_a_cloud_exchanges_its_token_for_one_of_a_member_on_AKS(string kind, string member, string hub, string issuer)
    {
        var plan = await DeliverySample.PublicAsync(kind);

        Assert.Equal(
            [(issuer, Controller), (issuer, Server)],
            plan.NamesOf(Credential).Where(name => name.StartsWith($"{member}-delivery-", StringComparison.Ordinal))
                .Select(name => plan.Inputs(Credential, name))
                .Select(inputs => ((string)inputs["issuer"]!, (string)inputs["subject"]!)));
        // Azure takes one credential of an identity at a time.
        Assert.Contains(
            $"{member}-delivery-argocd-application-controller",
            plan.DependsOn($"{member}-delivery-argocd-server", Credential));
        var right = plan.Inputs("azure-native:authorization:RoleAssignment", $"{member}-delivery-role");
        Assert.EndsWith($"/managedClusters/acme-test-{member}", (string?)right["scope"]);
        var role = plan.Inputs("azure-native:authorization:RoleDefinition", $"{member}-delivery-role");
        Assert.EndsWith((string)role["roleDefinitionId"]!, (string?)right["roleDefinitionId"]);
        Assert.Contains(
            "Microsoft.ContainerService/managedClusters/secrets/*",
            role["permissions"]![0]!["notDataActions"]!.AsArray().Select(action => (string?)action));
        Assert.Equal(
            "api://AzureADTokenExchange",
            (string?)plan.Values($"{hub}-argo-cd")["controller"]!["volumes"]![0]!["projected"]!["sources"]![0]!["serviceAccountToken"]!
                ["audience"]);
        Assert.Equal(
            "/var/run/secrets/ai-platform/aks",
            (string?)plan.Values($"{hub}-argo-cd")["server"]!["volumeMounts"]![0]!["mountPath"]);
    }

    [Fact]
    public async Task A_hub_on_AKS_takes_the_role_of_a_member_on_EKS_whose_account_trusts_its_issuer()
    {
        var plan = await DeliverySample.PublicAsync("aks");

        var provider = plan.Inputs("aws:iam/openIdConnectProvider:OpenIdConnectProvider");
        Assert.Equal("https://${sweden-cluster.issuer}/", (string?)provider["url"]);
        Assert.Equal("""["sts.amazonaws.com"]""", provider["clientIdLists"]!.ToJsonString());
        var trust = plan.Document(Role, "frankfurt-delivery-role", "assumeRolePolicy")["Statement"]!.AsArray().Single()!;
        Assert.Equal("""["sts:AssumeRoleWithWebIdentity"]""", trust["Action"]!.ToJsonString());
        Assert.Equal(
            $$"""{"${sweden-cluster.issuer}/:aud":"sts.amazonaws.com","${sweden-cluster.issuer}/:sub":["{{Controller}}","{{Server}}"]}""",
            trust["Condition"]!["StringEquals"]!.ToJsonString());
    }

    [Theory]
    [InlineData("eks", "frankfurt", "berlin")]
    [InlineData("aks", "sweden", "berlin")]
    [InlineData("on-prem", "berlin", "annex")]
    public async Task A_hub_of_any_kind_has_a_token_of_one_account_of_a_site(string kind, string hub, string member)
    {
        var plan = await DeliverySample.PublicAsync(kind);

        var secret = plan.Inputs(Secret, $"{hub}-cluster-{member}");
        Assert.Equal("[secret]", (string?)secret["stringData"]!["config"]);
        Assert.Equal("kubernetes.io/service-account-token", (string?)plan.Inputs(Secret, $"{member}-delivery")["type"]);
        Assert.Equal(
            """[{"kind":"ServiceAccount","name":"ai-platform-delivery","namespace":"kube-system"}]""",
            plan.Inputs("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", $"{member}-delivery")["subjects"]!.ToJsonString());
    }

    [Fact]
    public void Keeps_no_credential_of_a_cloud_in_a_login()
    {
        var eks = new EksScope(EksPlan.Platform, EksPlan.Cluster);
        Assert.Equal(
            """{"awsAuthConfig":{"clusterName":"acme-test-frankfurt","roleARN":"arn"}}""",
            MemberLogins.ByRole("acme-test-frankfurt", "arn").ToJsonString());
        Assert.Equal(
            """{"command":"argocd-k8s-auth","args":["aws","--cluster-name","acme-test-frankfurt"],""" +
            """ "apiVersion":"client.authentication.k8s.io/v1beta1", "env":{"AWS_REGION":"eu-central-1","AWS_ROLE_ARN":"arn",""" +
            """ "AWS_WEB_IDENTITY_TOKEN_FILE":"/var/run/secrets/ai-platform/eks/token"}}""",
            Spaced(EksMember.ByToken(eks, "arn")));
        Assert.Equal(
            """{"command":"argocd-k8s-auth","args":["azure"], "apiVersion":"client.authentication.k8s.io/v1beta1",""" +
            """ "env":{"AAD_ENVIRONMENT_NAME":"AzurePublicCloud","AAD_LOGIN_METHOD":"workloadidentity",""" +
            """ "AZURE_AUTHORITY_HOST":"https://login.microsoftonline.com/","AZURE_CLIENT_ID":"client",""" +
            """ "AZURE_FEDERATED_TOKEN_FILE":"/var/run/secrets/ai-platform/aks/token","AZURE_TENANT_ID":"tenant"}}""",
            Spaced(MemberLogins.ByIdentity(
                "AzurePublicCloud", "https://login.microsoftonline.com/", "aks", "client", "tenant")));
    }

    [Fact]
    public async Task A_hub_at_a_site_has_members_in_clouds_that_pull()
    {
        var plan = await DeliverySample.PublicAsync("on-prem");

        Assert.Equal(
            ["berlin-cluster-annex", "berlin-cluster-berlin", "frankfurt-cluster-frankfurt", "sweden-cluster-sweden"],
            plan.NamesOf(Secret).Where(name => name.Contains("-cluster-", StringComparison.Ordinal)));
        Assert.Equal(0, (double)plan.Values("frankfurt-argo-cd")["server"]!["replicas"]!);
        Assert.DoesNotContain(plan.Names, name => name.StartsWith("frankfurt-delivery-role", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_private_member_without_a_route_pulls_and_one_behind_the_same_gateway_is_pushed_to()
    {
        const string gateway = ", transitGateway: { id: tgw-0123456789abcdef0, cidrs: [10.0.0.0/24] }";
        var plan = await StackSample.PlanAsync(DeliverySample.Private(
            DeliverySample.Eks(true, network: gateway, more: "\n    # private"),
            DeliverySample.Eks(false, "munich", "eu-central-1", "10.11.0.0/16", gateway, "\n    # private"),
            DeliverySample.Eks(false, "paris", "eu-west-3", "10.12.0.0/16", more: "\n    # private"),
            DeliverySample.Aks(false, more: "\n    # private")));

        Assert.Equal(
            ["frankfurt-cluster-frankfurt", "frankfurt-cluster-munich", "paris-cluster-paris", "sweden-cluster-sweden"],
            plan.NamesOf(Secret).Where(name => name.Contains("-cluster-", StringComparison.Ordinal)));
        // The network follows: routes both ways, and the hub's range at the member's API.
        Assert.Equal("10.11.0.0/16", plan.Input("frankfurt-private-a-10.11.0.0-16-route", "destinationCidrBlock"));
        Assert.Equal("10.10.0.0/16", plan.Input("munich-intra-10.10.0.0-16-route", "destinationCidrBlock"));
        Assert.Equal("10.10.0.0/16", plan.Input("munich-api-10.10.0.0-16", "cidrIpv4"));
        Assert.DoesNotContain(plan.Names, name => name.StartsWith("paris-api-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_public_member_admits_the_addresses_by_which_its_hub_leaves()
    {
        var plan = await DeliverySample.PublicAsync("eks");

        Assert.Equal(
            [
                "203.0.113.0/24", "${frankfurt-nat-a-ip.publicIp}/32", "${frankfurt-nat-b-ip.publicIp}/32",
                "${frankfurt-nat-c-ip.publicIp}/32",
            ],
            plan.Inputs("aws:eks/cluster:Cluster", "paris-cluster")["vpcConfig"]!["publicAccessCidrs"]!.AsArray()
                .Select(cidr => (string?)cidr));
        Assert.Equal(
            4,
            plan.Inputs("azure-native:containerservice:ManagedCluster", "sweden-cluster")["apiServerAccessProfile"]!["authorizedIPRanges"]!
                .AsArray().Count);
        Assert.Equal(
            ["203.0.113.0/24"],
            plan.Inputs("aws:eks/cluster:Cluster", "frankfurt-cluster")["vpcConfig"]!["publicAccessCidrs"]!.AsArray()
                .Select(cidr => (string?)cidr));
    }

    [Fact]
    public async Task Labels_a_cluster_by_what_sets_it_apart()
    {
        var plan = await DeliverySample.PublicAsync("eks");

        Assert.Equal(
            "ai-platform/gpu-l4=true ai-platform/kind=on-prem ai-platform/profile=full ai-platform/region=berlin " +
            "ai-platform/role=member argocd.argoproj.io/secret-type=cluster",
            string.Join(' ', plan.Inputs(Secret, "frankfurt-cluster-berlin")["metadata"]!["labels"]!.AsObject()
                .OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")));
        Assert.Equal("hub", plan.Text("frankfurt-cluster-frankfurt", "metadata.labels", "ai-platform/role"));
    }

    [Fact]
    public async Task Gives_a_delivery_no_right_over_the_cluster_itself()
    {
        var plan = await DeliverySample.PublicAsync("eks");

        var rules = plan.Inputs("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "paris-delivery-workloads")["rules"]!.AsArray();
        string[] resources = [.. rules.SelectMany(rule => rule!["resources"]!.AsArray()).Select(resource => (string)resource!)];
        Assert.Empty(resources.Intersect(
        [
            "secrets", "nodes", "clusterroles", "clusterrolebindings", "customresourcedefinitions", "persistentvolumes", "pods/exec",
            "serviceaccounts/token", "validatingwebhookconfigurations",
        ]));
        Assert.Empty(rules.SelectMany(rule => rule!["verbs"]!.AsArray()).Select(verb => (string)verb!)
            .Intersect(["*", "bind", "escalate", "impersonate"]));
        var policy = plan.Inputs("kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy", "paris-delivery")["spec"]!;
        Assert.Equal("'ai-platform:delivery' in request.userInfo.groups", (string?)policy["matchConditions"]![0]!["expression"]);
        Assert.Contains("'kube-system'", (string?)policy["validations"]![0]!["expression"]);
        Assert.Contains("'gatekeeper-system'", (string?)policy["validations"]![0]!["expression"]);
    }

    [Fact]
    public async Task Removes_what_it_delivered_before_logins_add_ons_and_Argo_CD_go()
    {
        var stack = await StackSample.PlanAsync(DeliverySample.Public("eks"));

        Assert.Equal("foreground", stack.Text("frankfurt-applications", "metadata.annotations", "pulumi.com/deletionPropagationPolicy"));
        Assert.Contains("frankfurt-applications", stack.DependsOn("frankfurt-root"));
        Assert.Superset(
            new HashSet<string> { "frankfurt-cluster-paris", "frankfurt-cluster-sweden", "frankfurt-cluster-berlin", "frankfurt-argo-cd" },
            stack.DependsOn("frankfurt-applications").ToHashSet());
        Assert.Superset(
            new HashSet<string> { "paris-delivery", "paris-keda", "paris-cert-manager" },
            stack.DependsOn("frankfurt-cluster-paris").ToHashSet());
    }

    [Fact]
    public async Task Delivers_nothing_and_gives_no_rights_without_a_repository()
    {
        var plan = await StackSample.PlanAsync(
            DeliverySample.Public("eks").Replace(DeliverySample.Repository, "", StringComparison.Ordinal));

        Assert.DoesNotContain(plan.Names, name => name.Contains("delivery", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Types, type => type.Contains("argoproj.io", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://git.acme.example/fleet", "username,password")]
    [InlineData("ssh://git@git.acme.example/fleet.git", "sshPrivateKey")]
    public async Task Logs_in_to_the_repository_with_a_secret_of_the_stack(string repository, string keys)
    {
        var plan = await StackSample.PlanAsync(DeliverySample.Public("eks").Replace(
            DeliverySample.Repository,
            $"ai-platform:gitOps: {{ repository: \"{repository}\", credentialsSecret: ssh }}",
            StringComparison.Ordinal));

        var data = plan.Inputs(Secret, "frankfurt-repository")["stringData"]!.AsObject();
        Assert.Equal(keys.Split(',').Append("type").Append("url").Order(), data.Select(entry => entry.Key).Order());
        Assert.All(keys.Split(','), key => Assert.Equal("[secret]", (string?)data[key]));
    }

    // With a blank where a line of the test breaks.
    private static string Spaced(JsonObject login) => Regex.Replace(
        login["execProviderConfig"]!.ToJsonString(), ",(?=\"(apiVersion\"|env\"|AWS_WEB|AZURE_AUTHORITY|AZURE_FEDERATED))", ", ");
}
