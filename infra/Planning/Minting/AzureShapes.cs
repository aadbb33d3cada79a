using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Infra.Planning.Values;

namespace Infra.Planning.Minting;

/// <summary>The resource ids that Azure returns, and the addresses of services that have one.</summary>
internal static partial class AzureShapes
{
    /// <summary>The subscription and tenant of every id in a plan.</summary>
    internal const string Subscription = "00000000-0000-0000-0000-000000000000";

    /// <summary>Paths under the resource group, with the inputs that name their parts
    /// (https://learn.microsoft.com/azure/templates).</summary>
    private static readonly ImmutableDictionary<string, string> _paths = new Dictionary<string, string>
    {
        ["compute:DiskEncryptionSet"] = "Microsoft.Compute/diskEncryptionSets/{diskEncryptionSetName}",
        ["containerregistry:CacheRule"] = "Microsoft.ContainerRegistry/registries/{registryName}/cacheRules/{cacheRuleName}",
        ["containerregistry:CredentialSet"] = "Microsoft.ContainerRegistry/registries/{registryName}/credentialSets/{credentialSetName}",
        ["containerregistry:Registry"] = "Microsoft.ContainerRegistry/registries/{registryName}",
        ["containerservice:AgentPool"] = "Microsoft.ContainerService/managedClusters/{resourceName}/agentPools/{agentPoolName}",
        ["containerservice:MaintenanceConfiguration"] =
            "Microsoft.ContainerService/managedClusters/{resourceName}/maintenanceConfigurations/{configName}",
        ["containerservice:ManagedCluster"] = "Microsoft.ContainerService/managedClusters/{resourceName}",
        ["containerservice:TrustedAccessRoleBinding"] =
            "Microsoft.ContainerService/managedClusters/{resourceName}/trustedAccessRoleBindings/{trustedAccessRoleBindingName}",
        ["dataprotection:BackupInstance"] = "Microsoft.DataProtection/backupVaults/{vaultName}/backupInstances/{backupInstanceName}",
        ["dataprotection:BackupPolicy"] = "Microsoft.DataProtection/backupVaults/{vaultName}/backupPolicies/{backupPolicyName}",
        ["dataprotection:BackupVault"] = "Microsoft.DataProtection/backupVaults/{vaultName}",
        ["keyvault:Key"] = "Microsoft.KeyVault/vaults/{vaultName}/keys/{keyName}",
        ["keyvault:Vault"] = "Microsoft.KeyVault/vaults/{vaultName}",
        ["kubernetesconfiguration:Extension"] =
            "{clusterRp}/{clusterResourceName}/{clusterName}/providers/Microsoft.KubernetesConfiguration/extensions/{extensionName}",
        ["managedidentity:FederatedIdentityCredential"] =
            "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}"
            + "/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
        ["managedidentity:UserAssignedIdentity"] = "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
        ["network:NatGateway"] = "Microsoft.Network/natGateways/{natGatewayName}",
        ["network:NetworkSecurityGroup"] = "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}",
        ["network:PrivateDnsZoneGroup"] =
            "Microsoft.Network/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}",
        ["network:PrivateEndpoint"] = "Microsoft.Network/privateEndpoints/{privateEndpointName}",
        ["network:PublicIPAddress"] = "Microsoft.Network/publicIPAddresses/{publicIpAddressName}",
        ["network:RouteTable"] = "Microsoft.Network/routeTables/{routeTableName}",
        ["network:Subnet"] = "Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}",
        ["network:VirtualNetwork"] = "Microsoft.Network/virtualNetworks/{virtualNetworkName}",
        ["operationalinsights:Workspace"] = "Microsoft.OperationalInsights/workspaces/{workspaceName}",
        ["privatedns:PrivateZone"] = "Microsoft.Network/privateDnsZones/{privateZoneName}",
        ["privatedns:VirtualNetworkLink"] =
            "Microsoft.Network/privateDnsZones/{privateZoneName}/virtualNetworkLinks/{virtualNetworkLinkName}",
        ["storage:BlobContainer"] = "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}",
        ["storage:BlobContainerImmutabilityPolicy"] =
            "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}/immutabilityPolicies/default",
        ["storage:BlobServiceProperties"] = "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default",
        ["storage:FileServiceProperties"] = "Microsoft.Storage/storageAccounts/{accountName}/fileServices/default",
        ["storage:FileShare"] = "Microsoft.Storage/storageAccounts/{accountName}/fileServices/default/shares/{shareName}",
        ["storage:ManagementPolicy"] = "Microsoft.Storage/storageAccounts/{accountName}/managementPolicies/default",
        ["storage:ObjectReplicationPolicy"] =
            "Microsoft.Storage/storageAccounts/{accountName}/objectReplicationPolicies/{objectReplicationPolicyId}",
        ["monitor:DataCollectionEndpoint"] = "Microsoft.Insights/dataCollectionEndpoints/{dataCollectionEndpointName}",
        ["monitor:PrivateLinkScope"] = "Microsoft.Insights/privateLinkScopes/{scopeName}",
        ["monitor:PrivateLinkScopedResource"] = "Microsoft.Insights/privateLinkScopes/{scopeName}/scopedResources/{name}",
        ["monitor:DataCollectionRule"] = "Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}",
        ["storage:StorageAccount"] = "Microsoft.Storage/storageAccounts/{accountName}",
        ["storagecache:AmlFilesystem"] = "Microsoft.StorageCache/amlFilesystems/{amlFilesystemName}",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The id and the outputs of a resource in their real form.</summary>
    internal static (string Id, ImmutableDictionary<string, object> State) Resource(
        string type, string name, ImmutableDictionary<string, object> state, ImmutableDictionary<string, object> inputs)
    {
        var kind = type["azure-native:".Length..];
        var id = Id(kind, name, inputs);
        var own = id[(id.LastIndexOf('/') + 1)..];
        if (state.ContainsKey("name"))
        {
            state = state.SetItem("name", own);
        }

        return (id, kind switch
        {
            "containerservice:ManagedCluster" => Cluster(name, state),
            "keyvault:Vault" => MintedOutputs.Overlay(state, Map("properties", Map("vaultUri", $"https://{own}.vault.azure.net/"))),
            "keyvault:Key" => Key(state, $"https://{inputs.Text("vaultName")}.vault.azure.net/keys/{own}", Placeholder.Of(name, "version")),
            "storage:StorageAccount" => MintedOutputs.Overlay(state, Map("primaryEndpoints", Endpoints(own))),
            "containerregistry:Registry" => state.SetItem("loginServer", $"{own}.azurecr.io"),
            _ => state,
        });
    }

    /// <summary>The result of a function in its real form.</summary>
    internal static ImmutableDictionary<string, object> Function(string name, ImmutableDictionary<string, object> result) => name switch
    {
        "listManagedClusterUserCredentials" => result.SetItem("kubeconfigs", ImmutableArray.Create<object>(
            Map("name", "clusterUser").Add("value", Convert.ToBase64String(Encoding.UTF8.GetBytes(Kubeconfig(name)))))),
        "getClientConfig" => result.SetItem("subscriptionId", Subscription).SetItem("tenantId", Subscription),
        _ => result,
    };

    // The members of a kubeconfig that a program can use: the address of the API server and its certificate.
    private static string Kubeconfig(string name) =>
        $"clusters:\n- cluster:\n    certificate-authority-data: {Placeholder.Of(name, "authority")}\n"
        + $"    server: https://{Placeholder.Of(name, "server")}\n";

    private static string Id(string kind, string name, ImmutableDictionary<string, object> inputs)
    {
        string Part(string input) => inputs.Text(input) ?? Placeholder.Of(name, input);
        return kind switch
        {
            "resources:ResourceGroup" => $"/subscriptions/{Subscription}/resourceGroups/{Part("resourceGroupName")}",
            "authorization:RoleAssignment" =>
                $"{inputs.Text("scope")}/providers/Microsoft.Authorization/roleAssignments/{Part("roleAssignmentName")}",
            "authorization:ManagementLockByScope" =>
                $"{inputs.Text("scope")}/providers/Microsoft.Authorization/locks/{Part("lockName")}",
            "consumption:Budget" => $"{inputs.Text("scope")}/providers/Microsoft.Consumption/budgets/{Part("budgetName")}",
            "monitor:DataCollectionRuleAssociation" =>
                $"{inputs.Text("resourceUri")}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{Part("associationName")}",
            "monitor:DiagnosticSetting" => $"{inputs.Text("resourceUri")}/providers/Microsoft.Insights/diagnosticSettings/{Part("name")}",
            _ when _paths.TryGetValue(kind, out var path) =>
                $"/subscriptions/{Subscription}/resourceGroups/{Part("resourceGroupName")}/providers/"
                + Input().Replace(path, match => Part(match.Groups[1].Value)),
            _ => Placeholder.Of(name, "id"),
        };
    }

    private static ImmutableDictionary<string, object> Key(ImmutableDictionary<string, object> state, string uri, string version) =>
        state.SetItem("keyUri", uri).SetItem("keyUriWithVersion", $"{uri}/{version}");

    private static ImmutableDictionary<string, object> Cluster(string name, ImmutableDictionary<string, object> state)
    {
        ImmutableDictionary<string, object> Kubelet(string property) => Map(property, Placeholder.Of(name, $"kubelet.{property}"));
        var kubelet = Kubelet("clientId").AddRange(Kubelet("objectId")).AddRange(Kubelet("resourceId"));
        var issuer = Map("issuerURL", $"https://{Placeholder.Of(name, "issuer")}/");
        var withKubelet = MintedOutputs.Overlay(Map("identityProfile", Map("kubeletidentity", kubelet)), state);
        return MintedOutputs.Overlay(withKubelet, Map("oidcIssuerProfile", issuer));
    }

    private static ImmutableDictionary<string, object> Endpoints(string account) => ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        ImmutableArray.Create("blob", "dfs", "file", "queue", "table").Select(
            service => KeyValuePair.Create<string, object>(service, $"https://{account}.{service}.core.windows.net/")));

    private static ImmutableDictionary<string, object> Map(string name, object value) =>
        ImmutableDictionary.Create<string, object>(StringComparer.Ordinal).Add(name, value);

    [GeneratedRegex("{(\\w+)}")]
    private static partial Regex Input();
}
