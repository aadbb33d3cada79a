using Infra.Planning;
using Infra.Planning.Values;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Aws = Pulumi.Aws;
using AzureNative = Pulumi.AzureNative;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Tests.Planning;

public sealed class OfflineEvaluatorTests
{
    [Fact]
    public async Task Writes_urns_with_the_types_of_all_parents()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var platform = new Group("platform");
            var cluster = new Group("cluster", new ComponentResourceOptions { Parent = platform });
            _ = new Aws.Kms.Key("secrets", new Aws.Kms.KeyArgs(), new CustomResourceOptions { Parent = cluster, Provider = Frankfurt() });
        });

        Assert.Equal(
            [
                "urn:pulumi:dev::ai-platform::pulumi:providers:aws::aws-eu-central-1",
                "urn:pulumi:dev::ai-platform::pulumi:pulumi:Stack::ai-platform-dev",
                "urn:pulumi:dev::ai-platform::test:index:Group$test:index:Group$aws:kms/key:Key::secrets",
                "urn:pulumi:dev::ai-platform::test:index:Group$test:index:Group::cluster",
                "urn:pulumi:dev::ai-platform::test:index:Group::platform",
            ],
            plan.Resources.Select(resource => resource.Urn));
        Assert.Null(plan.Single("ai-platform-dev").Parent);
        Assert.Equal("urn:pulumi:dev::ai-platform::test:index:Group$test:index:Group::cluster", plan.Single("secrets").Parent);
        Assert.Equal(
            ["secrets"],
            plan.Resources.Where(r => r.Custom && !r.Type.StartsWith("pulumi:", StringComparison.Ordinal)).Select(r => r.Name));
    }

    [Fact]
    public async Task Names_the_provider_that_a_resource_inherits()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var group = new Group("group", new ComponentResourceOptions { Providers = { Frankfurt() } });
            _ = new Aws.Kms.Key("inherits", new Aws.Kms.KeyArgs(), new CustomResourceOptions { Parent = group });
            _ = new Aws.Kms.Key("ambient", new Aws.Kms.KeyArgs());
        });

        Assert.Equal("urn:pulumi:dev::ai-platform::pulumi:providers:aws::aws-eu-central-1", plan.Single("inherits").Provider);
        Assert.Null(plan.Single("ambient").Provider);
        Assert.Null(plan.Single("group").Provider);
    }

    [Fact]
    public async Task Finds_what_a_resource_waits_for_in_options_and_in_inputs_at_any_depth()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var provider = Frankfurt();
            var options = new CustomResourceOptions { Provider = provider };
            var vpc = new Aws.Ec2.Vpc("vpc", new Aws.Ec2.VpcArgs { CidrBlock = "10.0.0.0/16" }, options);
            var subnet = new Aws.Ec2.Subnet("subnet", new Aws.Ec2.SubnetArgs { VpcId = vpc.Id }, options);
            var role = new Aws.Iam.Role("role", new Aws.Iam.RoleArgs { AssumeRolePolicy = "{}" }, options);
            var key = new Aws.Kms.Key("key", new Aws.Kms.KeyArgs(), options);
            _ = new Aws.Eks.Cluster("cluster", new Aws.Eks.ClusterArgs
            {
                RoleArn = Output.Format($"{role.Arn}"),
                VpcConfig = new Aws.Eks.Inputs.ClusterVpcConfigArgs { SubnetIds = { subnet.Id } },
                Tags = { ["key"] = key.Arn },
            }, new CustomResourceOptions { Provider = provider, DependsOn = { vpc } });
        });

        Assert.Equal(["key", "role", "subnet", "vpc"], plan.Single("cluster").DependsOn.Select(plan.NameOf).Order());
        Assert.Equal(["vpc"], plan.Single("subnet").DependsOn.Select(plan.NameOf));
    }

    [Fact]
    public async Task Knows_what_is_protected_by_itself_or_by_a_parent()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var group = new Group("group", new ComponentResourceOptions { Protect = true, Providers = { Frankfurt() } });
            _ = new Aws.Kms.Key("inherits", new Aws.Kms.KeyArgs(), new CustomResourceOptions { Parent = group });
            _ = new Aws.Kms.Key("declines", new Aws.Kms.KeyArgs(), new CustomResourceOptions { Parent = group, Protect = false });
        });

        Assert.True(plan.Single("inherits").Protect);
        Assert.False(plan.Single("declines").Protect);
    }

    [Fact]
    public async Task Makes_up_outputs_so_that_nothing_is_unknown()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var options = new CustomResourceOptions { Provider = Frankfurt() };
            var cluster = new Aws.Eks.Cluster("cluster", new Aws.Eks.ClusterArgs
            {
                RoleArn = "arn:aws:iam::123456789012:role/cluster",
                VpcConfig = new Aws.Eks.Inputs.ClusterVpcConfigArgs { SubnetIds = { "subnet-1" } },
            }, options);
            var bucket = new Aws.S3.Bucket("backups", new Aws.S3.BucketArgs { BucketName = "acme-backups" }, options);
            _ = new Aws.Kms.Key("reader", new Aws.Kms.KeyArgs
            {
                Tags =
                {
                    ["endpoint"] = cluster.Endpoint,
                    ["issuer"] = cluster.Identities.Apply(identities => identities[0].Oidcs[0].Issuer!),
                    ["group"] = cluster.VpcConfig.Apply(network => network.ClusterSecurityGroupId!),
                    ["cluster"] = cluster.Arn,
                    ["bucket"] = bucket.Arn,
                },
            }, options);
        });

        var tags = plan.Single("reader").Inputs["tags"]!;
        Assert.Equal("${cluster.endpoint}", (string?)tags["endpoint"]);
        Assert.Equal("https://oidc.eks.eu-central-1.amazonaws.com/id/${cluster.oidc}", (string?)tags["issuer"]);
        Assert.Equal("${cluster.vpcConfig.clusterSecurityGroupId}", (string?)tags["group"]);
        Assert.Equal("arn:aws:eks:eu-central-1:123456789012:cluster/${cluster.name}", (string?)tags["cluster"]);
        Assert.Equal("arn:aws:s3:::acme-backups", (string?)tags["bucket"]);
    }

    [Fact]
    public async Task Makes_up_what_a_provider_adds_to_the_items_of_a_list_that_it_was_given()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var options = new CustomResourceOptions { Provider = new AzureNative.Provider("azure") };
            var copy = new AzureNative.Storage.ObjectReplicationPolicy("copy", new()
            {
                ResourceGroupName = "backups",
                AccountName = "acmecopy",
                SourceAccount = "acme",
                DestinationAccount = "acmecopy",
                Rules = { Rule("velero"), Rule("etcd") },
            }, options);
            _ = new AzureNative.Resources.ResourceGroup("reader", new()
            {
                Tags =
                {
                    ["first"] = copy.Rules.Apply(rules => rules[0].RuleId!),
                    ["second"] = copy.Rules.Apply(rules => rules[1].RuleId!),
                    ["container"] = copy.Rules.Apply(rules => rules[1].SourceContainer),
                },
            }, options);
        });

        Assert.Equal(
            """{"container":"etcd","first":"${copy.rules[0].ruleId}","second":"${copy.rules[1].ruleId}"}""",
            plan.Single("reader").Inputs["tags"]!.ToJsonString());
        Assert.Equal(
            """[{"destinationContainer":"velero","sourceContainer":"velero"},{"destinationContainer":"etcd","sourceContainer":"etcd"}]""",
            plan.Single("copy").Inputs["rules"]!.ToJsonString());

        static AzureNative.Storage.Inputs.ObjectReplicationPolicyRuleArgs Rule(string container) =>
            new() { SourceContainer = container, DestinationContainer = container };
    }

    [Fact]
    public async Task Shows_no_secret()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var provider = new Kubernetes.Provider(
                "cluster",
                new Kubernetes.ProviderArgs { KubeConfig = Output.CreateSecret(Placeholder.Secret) });
            _ = new Kubernetes.Core.V1.Secret("credentials", new SecretArgs
            {
                Metadata = new ObjectMetaArgs { Name = "credentials" },
                StringData = { ["token"] = Output.CreateSecret("hunter2") },
            }, new CustomResourceOptions { Provider = provider });
            _ = new Aws.Provider("aws", new Aws.ProviderArgs { Region = "eu-central-1", SecretKey = "hunter2" });
        });

        Assert.DoesNotContain("hunter2", plan.Json());
        Assert.Equal("[secret]", (string?)plan.Single("credentials").Inputs["stringData"]!["token"]);
        Assert.Equal("[secret]", (string?)plan.Single("aws").Inputs["secretKey"]);
        Assert.Equal("[secret]", (string?)plan.Single("cluster").Inputs["kubeconfig"]);
    }

    [Fact]
    public async Task Records_what_a_provider_gets_as_json()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () => _ = Frankfurt());

        Assert.Equal("""{"defaultTags":{"tags":{"owner":"acme"}},"region":"eu-central-1","skipRegionValidation":true}""",
            plan.Single("aws-eu-central-1").Inputs.ToJsonString()
                .Replace("\"skipCredentialsValidation\":false,", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rejects_two_resources_of_the_same_type_and_name()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var options = new CustomResourceOptions { Provider = Frankfurt() };
            _ = new Aws.Kms.Key("secrets", new Aws.Kms.KeyArgs(), options);
            _ = new Aws.Kms.Key("secrets", new Aws.Kms.KeyArgs(), options);
        });

        Assert.Contains(
            "PLAN006 error secrets: two resources of type aws:kms/key:Key have this name. Names must be unique by type in a stack.",
            plan.Findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public async Task Plans_the_same_on_every_run()
    {
        Assert.Equal((await Plan()).Json(), (await Plan()).Json());

        static Task<ResourcePlan> Plan() => OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var options = new CustomResourceOptions { Provider = Frankfurt() };
            for (var i = 0; i < 50; i++)
            {
                var vpc = new Aws.Ec2.Vpc(
                    $"vpc-{i}",
                    new Aws.Ec2.VpcArgs { CidrBlock = $"10.{i}.0.0/16", Tags = { ["b"] = "2", ["a"] = "1" } },
                    options);
                _ = new Aws.Ec2.Subnet($"subnet-{i}", new Aws.Ec2.SubnetArgs { VpcId = vpc.Id }, options);
            }
        });
    }

    [Fact]
    public async Task Plans_several_stacks_at_once()
    {
        var plans = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => OfflineEvaluator.EvaluateAsync("ai-platform", $"stack-{i}", () => _ = Frankfurt())));

        Assert.Equal(
            Enumerable.Range(0, 8).Select(i => $"urn:pulumi:stack-{i}::ai-platform::pulumi:providers:aws::aws-eu-central-1"),
            plans.Select(plan => plan.Single("aws-eu-central-1").Urn));
    }

    private static Aws.Provider Frankfurt() => new("aws-eu-central-1", new Aws.ProviderArgs
    {
        Region = "eu-central-1",
        DefaultTags = new Aws.Inputs.ProviderDefaultTagsArgs { Tags = { ["owner"] = "acme" } },
    });
}
