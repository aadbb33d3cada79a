using Infra.Facts.Aks;
using Infra.Tests.Components.Clusters.Aks;

namespace Infra.Tests.Facts.Aks;

public class AzureCloudTests
{
    [Theory]
    [InlineData("westeurope", "public", "private.westeurope.azmk8s.io", "privatelink.vaultcore.azure.net",
        "privatelink.blob.core.windows.net", "privatelink.azurecr.io", "https://login.microsoftonline.com/")]
    [InlineData("usgovvirginia", "usgovernment", "private.usgovvirginia.cx.aks.containerservice.azure.us",
        "privatelink.vaultcore.usgovcloudapi.net", "privatelink.blob.core.usgovcloudapi.net", "privatelink.azurecr.us",
        "https://login.microsoftonline.us/")]
    [InlineData("chinanorth3", "china", "private.chinanorth3.cx.prod.service.azk8s.cn", "privatelink.vaultcore.azure.cn",
        "privatelink.blob.core.chinacloudapi.cn", "privatelink.azurecr.cn", "https://login.chinacloudapi.cn/")]
    public void Follows_the_region_into_its_cloud(
        string region, string environment, string apiServer, string vault, string blob, string registry, string login)
    {
        var cloud = AzureCloud.Of(AksPlan.Cluster with { Region = region });
        Assert.Equal(
            (environment, apiServer, vault, blob, registry, login),
            (cloud.Environment, cloud.ApiServerZone(region), cloud.VaultZone, cloud.BlobZone, cloud.RegistryZone, cloud.Login));
    }

    [Fact]
    public void Rejects_a_cloud_that_does_not_exist() => Assert.Equal(
        "Azure has no cloud \"moon\". Known: public, usgovernment, china.",
        Assert.Throws<NotSupportedException>(() => AzureCloud.Of("moon")).Message);
}
