using Infra.Facts.Clusters;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Aks;

/// <summary>Lets a service account act as an identity of its own in Azure: workload identity, a token of the cluster for one of Entra
/// ID.</summary>
internal sealed class AksBinding(
    AksScope scope, ManagedCluster cluster, AksBackupStore store, AksIdentities identities, Kubernetes.Provider provider)
{
    // What the webhook of AKS asks a pod's token for. Entra ID recommends another one in its sovereign clouds, but compares with the token
    // alone, and the webhook knows one for all (Azure/azure-workload-identity: DefaultAudience, #1675; Microsoft: "Deploy and configure
    // workload identity on AKS").
    private const string TokenAudience = "api://AzureADTokenExchange";

    public IReadOnlyList<Resource> Bind(WorkloadIdentity workload, CustomResourceOptions options)
    {
        var role = $"{workload.Namespace}-{workload.ServiceAccount}";
        var identity = identities.Make(role);
        var grants = Grant(role, workload, identity);

        // Azure refuses two credentials of one identity at the same time; every identity here has exactly one.
        var credential = new FederatedIdentityCredential(scope.Logical($"{role}-credential"), new FederatedIdentityCredentialArgs
        {
            FederatedIdentityCredentialResourceName = "cluster",
            ResourceName = identity.Name,
            ResourceGroupName = scope.Group.Name,
            Issuer = cluster.OidcIssuerProfile.Apply(profile => profile!.IssuerURL),
            Subject = $"system:serviceaccount:{workload.Namespace}:{workload.ServiceAccount}",
            Audiences = { TokenAudience },
        }, scope.Options());

        var account = new Kubernetes.Core.V1.ServiceAccount(
            scope.Logical($"{role}-account"),
            new ServiceAccountArgs
            {
                Metadata = new ObjectMetaArgs
                {
                    Name = workload.ServiceAccount,
                    Namespace = workload.Namespace,
                    Labels = { ["azure.workload.identity/use"] = "true" },
                    Annotations =
                    {
                        ["azure.workload.identity/client-id"] = identity.ClientId,
                        ["azure.workload.identity/tenant-id"] = identity.TenantId,
                    },
                },
            },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Provider = provider }));
        return [account, credential, .. grants];
    }

    private List<Resource> Grant(string role, WorkloadIdentity workload, UserAssignedIdentity identity) => workload.Access switch
    {
        Access.BackupStore =>
            [scope.Grant($"{role}-writes-backups", AzureRole.StorageBlobDataContributor, identity.PrincipalId, store.Primary.Id)],
        // AKS runs these itself, as the control plane's identity.
        Access.BlockVolumes or Access.SharedVolumes or Access.ParallelVolumes or Access.NodeGroupScaling or Access.NodeProvisioning =>
            throw new NotSupportedException(
                $"{workload.Namespace}/{workload.ServiceAccount}: AKS does \"{workload.Access}\" itself; "
                + $"a workload needs no identity for it. Allowed: {Access.BackupStore}."),
        _ => throw new NotSupportedException(
            $"{workload.Namespace}/{workload.ServiceAccount}: no role in Azure is known for \"{workload.Access}\". "
            + $"Allowed: {Access.BackupStore}."),
    };
}
