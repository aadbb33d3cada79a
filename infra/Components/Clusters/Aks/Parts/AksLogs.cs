using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.OperationalInsights;
using Inputs = Pulumi.AzureNative.OperationalInsights.Inputs;
using MonitorInputs = Pulumi.AzureNative.Monitor.Inputs;

namespace Infra.Components.Clusters.Aks.Parts;

/// <summary>Where the logs of the control plane, the vault and the backups go, and for how long.</summary>
public sealed class AksLogs : ComponentResource
{
    private readonly AksScope _scope;

    /// <summary>Creates the workspace.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="endpoints">The addresses of Azure's services in its network.</param>
    /// <param name="options">Options of the component.</param>
    public AksLogs(AksScope scope, AksResourceGroups groups, AksEndpoints endpoints, ComponentResourceOptions options)
        : base("infra:clusters:AksLogs", scope.Name("logs"), options)
    {
        _scope = scope;
        var open = PublicNetworkAccessType.Enabled;
        var closed = PublicNetworkAccessType.Disabled;
        var linked = scope.KeepsLogs && scope.Private;
        Workspace = new Workspace(scope.Name("logs"), new WorkspaceArgs
        {
            WorkspaceName = scope.CloudNameOf("logs"),
            ResourceGroupName = groups.Cluster.Name,
            Location = scope.Cluster.Region,
            Sku = new Inputs.WorkspaceSkuArgs { Name = WorkspaceSkuNameEnum.PerGB2018 },
            RetentionInDays = scope.Cluster.LogRetentionDays,
            // Control-plane logs always arrive over Azure's own network; Defender's sensors send from the nodes, and where no private link
            // leads from there, they need this.
            PublicNetworkAccessForIngestion = linked || (scope.Private && !scope.Cluster.Defender) ? closed : open,
            // Readers of a private workspace need a private link scope (docs/aks.md).
            PublicNetworkAccessForQuery = scope.Private ? closed : open,
            // Only Defender's sensors, which log in to the workspace itself, write with a shared key (Microsoft: "Outbound network rules
            // for AKS", Microsoft Defender for Containers); without it they could not report.
            Features = new Inputs.WorkspaceFeaturesArgs { DisableLocalAuth = !scope.Cluster.Defender },
        }, new CustomResourceOptions { Parent = this, Protect = true });
        if (linked)
        {
            Link = new AksMonitorLink(scope, groups, Workspace, endpoints, new ComponentResourceOptions { Parent = this });
        }

        RegisterOutputs();
    }

    /// <summary>The workspace.</summary>
    public Workspace Workspace { get; }

    /// <summary>The private way into it; absent where none of the nodes' agents need one.</summary>
    public AksMonitorLink? Link { get; }

    /// <summary>Sends logs of a resource to the workspace.</summary>
    /// <param name="parent">The component of the resource.</param>
    /// <param name="role">What the resource is.</param>
    /// <param name="resource">Its id.</param>
    /// <param name="categories">Which logs.</param>
    /// <returns>The setting, which is under the resource.</returns>
    internal Resource Watch(Resource parent, string role, Input<string> resource, string[] categories)
    {
        var args = new DiagnosticSettingArgs
        {
            Name = role,
            ResourceUri = resource,
            WorkspaceId = Workspace.Id,
            // One table per category; the old single table cannot have its own plan or retention.
            LogAnalyticsDestinationType = "Dedicated",
        };
        foreach (var category in categories)
        {
            args.Logs.Add(new MonitorInputs.DiagnosticsLogSettingsArgs { Category = category, Enabled = true });
        }

        return new DiagnosticSetting(_scope.Name($"{role}-logs"), args, new CustomResourceOptions { Parent = parent });
    }
}
