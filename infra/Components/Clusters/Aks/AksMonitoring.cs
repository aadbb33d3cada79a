using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.OperationalInsights;
using Inputs = Pulumi.AzureNative.OperationalInsights.Inputs;
using MonitorInputs = Pulumi.AzureNative.Monitor.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>Where the logs of the control plane, the vault and the backups go, and for how long.</summary>
internal sealed class AksMonitoring
{
    // All of the control plane but "kube-audit": "kube-audit-admin" has the same events without reads, which are the bulk of the cost
    // (Microsoft: "Monitor AKS", resource logs).
    private static readonly string[] ControlPlane =
    [
        "cloud-controller-manager", "cluster-autoscaler", "csi-azuredisk-controller", "csi-azurefile-controller", "csi-snapshot-controller",
        "guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler",
    ];

    private readonly AksScope scope;

    public AksMonitoring(AksScope scope)
    {
        this.scope = scope;
        var open = PublicNetworkAccessType.Enabled;
        var closed = PublicNetworkAccessType.Disabled;
        Workspace = new Workspace(scope.Logical("logs"), new WorkspaceArgs
        {
            WorkspaceName = scope.Physical("logs"),
            ResourceGroupName = scope.Group.Name,
            Location = scope.Cluster.Region,
            Sku = new Inputs.WorkspaceSkuArgs { Name = WorkspaceSkuNameEnum.PerGB2018 },
            RetentionInDays = scope.Cluster.LogRetentionDays,
            // Control-plane logs come over Azure's own network whatever this says; Defender's sensors come from the nodes and need it.
            PublicNetworkAccessForIngestion = scope.Private && !scope.Cluster.Defender ? closed : open,
            // Readers of a closed workspace need a private link scope (docs/aks.md).
            PublicNetworkAccessForQuery = scope.Private ? closed : open,
            // Nobody writes by a shared key but Defender's sensors, which log in to the workspace itself (Microsoft: "Outbound network rules
            // for AKS", Microsoft Defender for Containers); without it they would fall silent.
            Features = new Inputs.WorkspaceFeaturesArgs { DisableLocalAuth = !scope.Cluster.Defender },
        }, scope.Options(protect: true));
    }

    public Workspace Workspace { get; }

    /// <summary>Sends the logs of the control plane to the workspace.</summary>
    public void WatchCluster(Input<string> cluster) => Watch("control-plane", cluster, ControlPlane);

    /// <summary>Sends every use of a key to the workspace.</summary>
    public void WatchVault(Input<string> vault) => Watch("vault", vault, ["AuditEvent"]);

    /// <summary>Sends every use of a store's blobs to the workspace: who read, wrote or deleted a backup.</summary>
    /// <param name="role">What the store is for.</param>
    /// <param name="account">Id of the account.</param>
    public void WatchBlobs(string role, Output<string> account) =>
        Watch(role, account.Apply(id => $"{id}/blobServices/default"), ["StorageRead", "StorageWrite", "StorageDelete"]);

    private void Watch(string role, Input<string> resource, string[] categories)
    {
        var args = new DiagnosticSettingArgs
        {
            Name = role,
            ResourceUri = resource,
            WorkspaceId = Workspace.Id,
            // One table a category; the old single table cannot be given a plan or retention of its own.
            LogAnalyticsDestinationType = "Dedicated",
        };
        foreach (var category in categories)
        {
            args.Logs.Add(new MonitorInputs.DiagnosticsLogSettingsArgs { Category = category, Enabled = true });
        }

        _ = new DiagnosticSetting(scope.Logical($"{role}-logs"), args, scope.Options());
    }
}
