using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;
using Ec2 = Pulumi.Aws.Ec2;
using Iam = Pulumi.Aws.Iam;
using S3 = Pulumi.Aws.S3;

namespace Infra.Tests.SdkSurface;

/// <summary>Names, required arguments and types of Pulumi.Aws 7.48.0, which the package and the generated SDK share.</summary>
public sealed class AwsSurfaceTests
{
    [Theory]
    [InlineData(typeof(Cluster), "aws:eks/cluster:Cluster")]
    [InlineData(typeof(NodeGroup), "aws:eks/nodeGroup:NodeGroup")]
    [InlineData(typeof(PodIdentityAssociation), "aws:eks/podIdentityAssociation:PodIdentityAssociation")]
    [InlineData(typeof(Ec2.LaunchTemplate), "aws:ec2/launchTemplate:LaunchTemplate")]
    [InlineData(typeof(S3.Bucket), "aws:s3/bucket:Bucket")]
    [InlineData(typeof(S3.BucketObjectLockConfiguration), "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")]
    [InlineData(typeof(Iam.Policy), "aws:iam/policy:Policy")]
    [InlineData(typeof(Pulumi.Aws.Vpc.SecurityGroupIngressRule), "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")]
    [InlineData(typeof(Pulumi.Aws.Provider), "pulumi:providers:aws")]
    public void Declares_token_and_version(Type resource, string token) => Assert.Equal((token, "7.48.0"), Surface.Token(resource));

    [Theory]
    [InlineData(typeof(ClusterArgs), "roleArn", "vpcConfig")]
    [InlineData(typeof(NodeGroupArgs), "clusterName", "nodeRoleArn", "scalingConfig", "subnetIds")]
    [InlineData(typeof(NodeGroupScalingConfigArgs), "desiredSize", "maxSize", "minSize")]
    [InlineData(typeof(AddonArgs), "addonName", "clusterName")]
    [InlineData(typeof(PodIdentityAssociationArgs), "clusterName", "namespace", "roleArn", "serviceAccount")]
    [InlineData(typeof(Iam.PolicyArgs), "policy")]
    [InlineData(typeof(Ec2.LaunchTemplateArgs))]
    [InlineData(typeof(S3.BucketArgs))]
    public void Requires(Type args, params string[] names) => Assert.Equal(names, Surface.Required(args));

    [Fact]
    public void Names_a_bucket_and_a_policy_document_apart_from_their_classes()
    {
        Assert.Equal(typeof(Input<string>), Surface.TypeOf(typeof(S3.BucketArgs), "BucketName"));
        Assert.Equal("bucket", Surface.OutputName(typeof(S3.Bucket), "BucketName"));
        Assert.Equal(typeof(InputUnion<string, Iam.Inputs.PolicyDocumentArgs>), Surface.TypeOf(typeof(Iam.PolicyArgs), "PolicyDocument"));
        Assert.Equal("policy", Surface.OutputName(typeof(Iam.Policy), "PolicyDocument"));
    }

    [Theory]
    [InlineData(typeof(ClusterArgs), "DeletionProtection", typeof(Input<bool>))]
    [InlineData(typeof(ClusterArgs), "ControlPlaneScalingConfig", typeof(Input<ClusterControlPlaneScalingConfigArgs>))]
    [InlineData(typeof(ClusterArgs), "EnabledClusterLogTypes", typeof(InputList<string>))]
    [InlineData(typeof(ClusterArgs), "Tags", typeof(InputMap<string>))]
    [InlineData(typeof(ClusterArgs), "Region", typeof(Input<string>))]
    [InlineData(typeof(NodeGroupArgs), "Taints", typeof(InputList<NodeGroupTaintArgs>))]
    [InlineData(typeof(NodeGroupScalingConfigArgs), "MaxSize", typeof(Input<int>))]
    [InlineData(typeof(Iam.RolePolicyAttachmentArgs), "Role", typeof(Input<string>))]
    [InlineData(typeof(Pulumi.Aws.Fsx.LustreFileSystemArgs), "SubnetIds", typeof(Input<string>))]
    [InlineData(typeof(Ec2.Inputs.LaunchTemplateBlockDeviceMappingEbsArgs), "Encrypted", typeof(Input<string>))]
    [InlineData(typeof(Ec2.Inputs.LaunchTemplateInstanceRequirementsMemoryGibPerVcpuArgs), "Min", typeof(Input<double>))]
    [InlineData(typeof(Pulumi.Aws.Efs.FileSystemArgs), "ProvisionedThroughputInMibps", typeof(Input<double>))]
    [InlineData(typeof(ClusterState), "Endpoint", typeof(Input<string>))]
    [InlineData(typeof(ClusterState), "VpcConfig", typeof(Input<ClusterVpcConfigGetArgs>))]
    public void Takes(Type args, string property, Type type) => Assert.Equal(type, Surface.TypeOf(args, property));

    [Theory]
    [InlineData(typeof(Cluster), "Endpoint", typeof(Output<string>))]
    [InlineData(typeof(Cluster), "Identities", typeof(Output<ImmutableArray<Pulumi.Aws.Eks.Outputs.ClusterIdentity>>))]
    [InlineData(typeof(Cluster), "TagsAll", typeof(Output<ImmutableDictionary<string, string>>))]
    [InlineData(typeof(Cluster), "BootstrapSelfManagedAddons", typeof(Output<bool?>))]
    [InlineData(typeof(Iam.Policy), "PolicyDocument", typeof(Output<string>))]
    public void Gives(Type resource, string property, Type type) => Assert.Equal(type, Surface.TypeOf(resource, property));

    [Theory]
    [InlineData(typeof(ClusterArgs), "DefaultAddonsToRemoves", true)]
    [InlineData(typeof(ClusterState), "DefaultAddonsToRemoves", true)]
    [InlineData(typeof(S3.BucketArgs), "CorsRules", true)]
    [InlineData(typeof(S3.BucketArgs), "RequestPayer", false)]
    [InlineData(typeof(S3.BucketArgs), "Tags", false)]
    [InlineData(typeof(S3.Bucket), "CorsRules", false)]
    public void Marks_deprecated_lists_and_maps_of_arguments_as_obsolete(Type type, string property, bool obsolete) =>
        Assert.Equal(obsolete, type.GetProperty(property)!.IsDefined(typeof(ObsoleteAttribute), inherit: false));

    [Fact]
    public void Marks_as_nullable_what_may_be_missing()
    {
        Assert.False(Surface.IsNullable(typeof(Cluster), "Endpoint"));
        Assert.True(Surface.IsNullable(typeof(Cluster), "Tags"));
        Assert.True(Surface.IsNullable(typeof(Iam.Policy), "Description"));
    }

    [Fact]
    public void Has_a_region_on_every_resource_but_those_of_IAM()
    {
        Assert.Contains("region", Surface.WireNames(typeof(S3.BucketVersioningArgs)));
        Assert.Contains("region", Surface.WireNames(typeof(Pulumi.Aws.Kms.KeyArgs)));
        Assert.DoesNotContain("region", Surface.WireNames(typeof(Iam.RoleArgs)));
    }

    [Fact]
    public void Sends_provider_settings_as_JSON_unless_they_are_strings()
    {
        var json = Surface.Json(typeof(Pulumi.Aws.ProviderArgs)).ToList();
        Assert.Contains("defaultTags", json);
        Assert.Contains("allowedAccountIds", json);
        Assert.Contains("maxRetries", json);
        Assert.DoesNotContain("region", json);
        Assert.DoesNotContain("profile", json);
    }
}
