using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;
using Pulumi.AzureNative.ContainerService.Outputs;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.AzureNative.Storage;
using Type = System.Type;

namespace Infra.Tests.SdkSurface;

/// <summary>Names, required arguments and types of Pulumi.AzureNative 3.28.0, which the package and the generated SDK share.</summary>
public sealed class AzureSurfaceTests
{
    [Theory]
    [InlineData(typeof(ManagedCluster), "azure-native:containerservice:ManagedCluster")]
    [InlineData(typeof(AgentPool), "azure-native:containerservice:AgentPool")]
    [InlineData(typeof(StorageAccount), "azure-native:storage:StorageAccount")]
    [InlineData(typeof(FederatedIdentityCredential), "azure-native:managedidentity:FederatedIdentityCredential")]
    [InlineData(typeof(Pulumi.AzureNative.KeyVault.Key), "azure-native:keyvault:Key")]
    [InlineData(typeof(Pulumi.AzureNative.Network.PublicIPAddress), "azure-native:network:PublicIPAddress")]
    [InlineData(typeof(Pulumi.AzureNative.Provider), "pulumi:providers:azure-native")]
    public void Declares_token_and_version(Type resource, string token) => Assert.Equal((token, "3.28.0"), Surface.Token(resource));

    [Theory]
    [InlineData(typeof(ManagedClusterArgs), "resourceGroupName")]
    [InlineData(typeof(AgentPoolArgs), "resourceGroupName", "resourceName")]
    [InlineData(typeof(StorageAccountArgs), "kind", "resourceGroupName", "sku")]
    [InlineData(typeof(FederatedIdentityCredentialArgs), "audiences", "issuer", "resourceGroupName", "resourceName", "subject")]
    [InlineData(typeof(ListManagedClusterUserCredentialsInvokeArgs), "resourceGroupName", "resourceName")]
    public void Requires(Type args, params string[] names) => Assert.Equal(names, Surface.Required(args));

    [Theory]
    [InlineData(typeof(ManagedClusterArgs), "ResourceName", typeof(Input<string>))]
    [InlineData(typeof(ManagedClusterArgs), "AgentPoolProfiles", typeof(InputList<ManagedClusterAgentPoolProfileArgs>))]
    [InlineData(typeof(AgentPoolArgs), "ResourceName", typeof(Input<string>))]
    [InlineData(typeof(AgentPoolArgs), "AgentPoolName", typeof(Input<string>))]
    [InlineData(typeof(AgentPoolArgs), "VnetSubnetID", typeof(Input<string>))]
    [InlineData(typeof(AgentPoolArgs), "EnableFIPS", typeof(Input<bool>))]
    [InlineData(typeof(AgentPoolArgs), "SpotMaxPrice", typeof(Input<double>))]
    [InlineData(typeof(AgentPoolArgs), "NodeLabels", typeof(InputMap<string>))]
    [InlineData(typeof(AgentPoolArgs), "GpuProfile", typeof(Input<GPUProfileArgs>))]
    [InlineData(typeof(AgentPoolArgs), "ScaleSetPriority", typeof(InputUnion<string, ScaleSetPriority>))]
    [InlineData(typeof(GPUProfileArgs), "Driver", typeof(InputUnion<string, GPUDriver>))]
    [InlineData(typeof(StorageAccountArgs), "Kind", typeof(InputUnion<string, Kind>))]
    [InlineData(typeof(ListManagedClusterUserCredentialsArgs), "ResourceName", typeof(string))]
    public void Takes(Type args, string property, Type type) => Assert.Equal(type, Surface.TypeOf(args, property));

    [Theory]
    [InlineData(typeof(AgentPool), "ScaleSetPriority", typeof(Output<string>))]
    [InlineData(typeof(Pulumi.AzureNative.KeyVault.Outputs.KeyRotationPolicyAttributesResponse), "Created", typeof(double))]
    [InlineData(typeof(Pulumi.AzureNative.KeyVault.Outputs.KeyRotationPolicyAttributesResponse), "Updated", typeof(double))]
    [InlineData(typeof(ManagedCluster), "OidcIssuerProfile", typeof(Output<ManagedClusterOIDCIssuerProfileResponse>))]
    public void Gives(Type resource, string property, Type type) => Assert.Equal(type, Surface.TypeOf(resource, property));

    [Fact]
    public void Gets_an_existing_resource_by_its_id_alone()
    {
        var get = typeof(ManagedCluster).GetMethod("Get")!;
        Assert.Equal(
            [typeof(string), typeof(Input<string>), typeof(CustomResourceOptions)],
            get.GetParameters().Select(each => each.ParameterType));
    }

    [Fact]
    public void Has_open_enumerations_of_strings()
    {
        Assert.Equal("Spot", (string)ScaleSetPriority.Spot);
        Assert.Equal("None", GPUDriver.None.ToString());
        Assert.Equal(GPUDriver.Install, GPUDriver.Install);
        Assert.NotEqual(GPUDriver.Install, GPUDriver.None);
    }
}
