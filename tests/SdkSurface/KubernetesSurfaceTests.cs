using System.Collections.Immutable;
using System.Reflection;
using Infra.Tests.Planning;
using Pulumi;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Core = Pulumi.Kubernetes.Core.V1;
using CustomResource = Pulumi.Kubernetes.ApiExtensions.CustomResource;
using CustomResourceArgs = Pulumi.Kubernetes.ApiExtensions.CustomResourceArgs;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace Infra.Tests.SdkSurface;

/// <summary>Names, required arguments and types of Pulumi.Kubernetes 4.34.2, which the package and the generated SDK share.</summary>
public sealed class KubernetesSurfaceTests
{
    [Theory]
    [InlineData(typeof(Core.Namespace), "kubernetes:core/v1:Namespace")]
    [InlineData(typeof(Release), "kubernetes:helm.sh/v3:Release")]
    [InlineData(typeof(Pulumi.Kubernetes.Networking.V1.NetworkPolicy), "kubernetes:networking.k8s.io/v1:NetworkPolicy")]
    [InlineData(typeof(Pulumi.Kubernetes.Rbac.V1.ClusterRole), "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole")]
    [InlineData(typeof(Pulumi.Kubernetes.Resource.V1.DeviceClass), "kubernetes:resource.k8s.io/v1:DeviceClass")]
    [InlineData(typeof(KubernetesProvider), "pulumi:providers:kubernetes")]
    public void Declares_token_and_version(Type resource, string token) => Assert.Equal((token, "4.34.2"), Surface.Token(resource));

    [Theory]
    [InlineData(typeof(NamespaceArgs))]
    [InlineData(typeof(ReleaseArgs), "chart")]
    [InlineData(typeof(ContainerPortArgs), "containerPort")]
    [InlineData(typeof(KubernetesProviderArgs))]
    public void Requires(Type args, params string[] names) => Assert.Equal(names, Surface.Required(args));

    [Theory]
    [InlineData(typeof(NamespaceArgs), "Metadata", typeof(Input<ObjectMetaArgs>))]
    [InlineData(typeof(ObjectMetaArgs), "Labels", typeof(InputMap<string>))]
    [InlineData(typeof(ContainerPortArgs), "ContainerPortValue", typeof(Input<int>))]
    [InlineData(typeof(ReleaseArgs), "Values", typeof(InputMap<object>))]
    [InlineData(typeof(ReleaseArgs), "ValueYamlFiles", typeof(InputList<AssetOrArchive>))]
    [InlineData(typeof(ReleaseArgs), "RepositoryOpts", typeof(Input<RepositoryOptsArgs>))]
    [InlineData(typeof(ReleaseArgs), "Timeout", typeof(Input<int>))]
    [InlineData(typeof(ServicePortArgs), "TargetPort", typeof(InputUnion<int, string>))]
    [InlineData(typeof(ServiceSpecArgs), "Type", typeof(InputUnion<string, Core.ServiceSpecType>))]
    [InlineData(typeof(ManagedFieldsEntryArgs), "FieldsV1", typeof(InputJson))]
    [InlineData(typeof(KubernetesProviderArgs), "KubeConfig", typeof(Input<string>))]
    [InlineData(typeof(Pulumi.Kubernetes.Types.Inputs.Provider.KubeClientSettingsArgs), "Qps", typeof(Input<double>))]
    [InlineData(typeof(CustomResourceArgs), "Metadata", typeof(Input<ObjectMetaArgs>))]
    public void Takes(Type args, string property, Type type) => Assert.Equal(type, Surface.TypeOf(args, property));

    [Theory]
    [InlineData(typeof(Core.Namespace), "Metadata", typeof(Output<Pulumi.Kubernetes.Types.Outputs.Meta.V1.ObjectMeta>))]
    [InlineData(typeof(Release), "Atomic", typeof(Output<bool>))]
    [InlineData(typeof(Release), "ResourceNames", typeof(Output<ImmutableDictionary<string, ImmutableArray<string>>>))]
    [InlineData(typeof(CustomResource), "ApiVersion", typeof(Output<string>))]
    public void Gives(Type resource, string property, Type type) => Assert.Equal(type, Surface.TypeOf(resource, property));

    [Theory]
    [InlineData(typeof(Core.Namespace))]
    [InlineData(typeof(Release))]
    [InlineData(typeof(CustomResource))]
    public void Derives_every_resource_from_KubernetesResource(Type resource) =>
        Assert.Equal(typeof(Pulumi.Kubernetes.KubernetesResource), resource.BaseType);

    [Theory]
    [InlineData(typeof(Core.Namespace))]
    [InlineData(typeof(Release))]
    public void Lets_arguments_be_left_out(Type resource) =>
        Assert.Contains(resource.GetConstructors(), each => each.GetParameters() is [_, { IsOptional: true }, { IsOptional: true }]);

    [Fact]
    public void Calls_every_output_present()
    {
        Assert.False(Surface.IsNullable(typeof(Release), "Name"));
        Assert.False(Surface.IsNullable(typeof(Core.Namespace), "Spec"));
    }

    [Fact]
    public void Leaves_custom_resource_arguments_to_a_subclass()
    {
        var constructor = typeof(CustomResourceArgs)
            .GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Single();
        Assert.True(typeof(CustomResourceArgs).IsAbstract);
        Assert.Equal(["apiVersion", "kind"], constructor.GetParameters().Select(each => each.Name));
    }

    [Fact]
    public void Sends_provider_settings_as_JSON_unless_they_are_strings()
    {
        var json = Surface.Json(typeof(KubernetesProviderArgs)).ToList();
        Assert.Contains("enableServerSideApply", json);
        Assert.Contains("helmReleaseSettings", json);
        Assert.DoesNotContain("kubeconfig", json);
        Assert.DoesNotContain("clusterIdentifier", json);
    }
}
