using Infra.Components.Clusters.Aks.Parts;
using Pulumi;
using Pulumi.AzureNative.Monitor;
using Inputs = Pulumi.AzureNative.Monitor.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>What the agents of Container insights collect, and where they put it: the logs of containers and the events of the cluster, in
/// its workspace; no metrics and no inventory
/// (https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-dcr, streams).</summary>
public sealed class AksContainerLogs : ComponentResource
{
    private const string Workspace = "workspace";

    // The agents know the association by this name (https://github.com/microsoft/Docker-Provider, scripts/onboarding/aks).
    private const string Extension = "ContainerInsightsExtension";

    // And the endpoint at which they ask for the rule by this one
    // (https://learn.microsoft.com/rest/api/monitor/data-collection-rule-associations/create).
    private const string ConfigurationAccess = "configurationAccessEndpoint";

    // ContainerLogV2 and KubeEvents are tables of the workspace.
    private static readonly string[] _streams = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents"];

    /// <summary>Creates the rule and gives it to the cluster.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="options">Options of the component.</param>
    public AksContainerLogs(AksScope scope, AksParts parts, ComponentResourceOptions options)
        : base("infra:clusters:AksContainerLogs", scope.Name("container-logs"), options)
    {
        var args = new DataCollectionRuleArgs
        {
            DataCollectionRuleName = scope.CloudNameOf("container-logs"),
            ResourceGroupName = parts.Groups.Cluster.Name,
            Location = scope.Cluster.Region,
            Kind = KnownDataCollectionRuleResourceKind.Linux,
            DataSources = new Inputs.DataCollectionRuleDataSourcesArgs
            {
                Extensions =
                {
                    new Inputs.ExtensionDataSourceArgs
                    {
                        Name = Extension,
                        ExtensionName = "ContainerInsights",
                        Streams = [.. _streams],
                        ExtensionSettings = new Dictionary<string, object>
                        {
                            ["dataCollectionSettings"] = new Dictionary<string, object>
                            {
                                ["interval"] = "1m",
                                ["namespaceFilteringMode"] = "Off",
                                ["enableContainerLogV2"] = true,
                            },
                        },
                    },
                },
            },
            Destinations = new Inputs.DataCollectionRuleDestinationsArgs
            {
                LogAnalytics =
                {
                    new Inputs.LogAnalyticsDestinationArgs { Name = Workspace, WorkspaceResourceId = parts.Logs.Workspace.Id },
                },
            },
            DataFlows = { new Inputs.DataFlowArgs { Streams = [.. _streams], Destinations = { Workspace } } },
        };
        var collection = parts.Logs.Link?.Collection.Id;
        if (collection is not null)
        {
            args.DataCollectionEndpointId = collection;
        }

        var rule = new DataCollectionRule(scope.Name("container-logs"), args, Child());
        var associated = new DataCollectionRuleAssociation(scope.Name("container-logs-association"), new DataCollectionRuleAssociationArgs
        {
            AssociationName = Extension,
            ResourceUri = parts.ControlPlane.Cluster.Id,
            DataCollectionRuleId = rule.Id,
        }, Child());
        if (collection is not null)
        {
            _ = new DataCollectionRuleAssociation(scope.Name("container-logs-endpoint"), new DataCollectionRuleAssociationArgs
            {
                AssociationName = ConfigurationAccess,
                ResourceUri = parts.ControlPlane.Cluster.Id,
                DataCollectionEndpointId = collection,
            }, Child(associated));
        }

        RegisterOutputs();
    }

    private CustomResourceOptions Child(params Resource[] after) => new() { Parent = this, DependsOn = after };
}
