using Infra.Specification.Clusters;
using Pulumi;
using Pulumi.AzureNative.Resources;
using Pulumi.Command.Local;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The registration of a site with Azure Arc, where the stack asks for it: a resource group, and the command of the Azure CLI that
/// installs the agents and registers their key.</summary>
/// <remarks>Nothing else can: the resource of Azure alone connects nothing, because the agents need the private half of the key in it, and
/// their chart has no release that Helm could pull
/// (https://learn.microsoft.com/azure/azure-arc/kubernetes/system-requirements#management-tool-requirements). The key pair stays between
/// the CLI, the cluster and Azure; the stack never has it.</remarks>
public sealed class OnPremArc : ComponentResource
{
    // The kubeconfig is a file for as long as a command runs, which nobody else can read.
    private const string Prepare = """
        set -eu
        umask 077
        kubeconfig=$(mktemp)
        trap 'rm -f "$kubeconfig"' EXIT
        printf '%s' "$KUBECONFIG_TEXT" > "$kubeconfig"
        az extension add --name connectedk8s --upgrade --only-show-errors

        """;

    /// <summary>Registers the cluster, and does so again when anything of it changes: for a cluster that has this name already, the CLI
    /// sends the same resource with the same key (create_connectedk8s in custom.py of Azure/azure-cli-extensions). The agents are not
    /// upgraded without being asked, like everything else of the platform.</summary>
    internal const string Register = Prepare + """
        for provider in Microsoft.Kubernetes Microsoft.KubernetesConfiguration Microsoft.ExtendedLocation; do
          az provider register --subscription "$SUBSCRIPTION" --namespace "$provider" --wait
        done
        az connectedk8s connect --subscription "$SUBSCRIPTION" --resource-group "$GROUP" --name "$CLUSTER" --location "$REGION" \
          --kube-config "$kubeconfig" --disable-auto-upgrade --yes --only-show-errors --output none
        """;

    /// <summary>Removes the agents and the resource in Azure.</summary>
    internal const string Remove = Prepare + """
        az connectedk8s delete --subscription "$SUBSCRIPTION" --resource-group "$GROUP" --name "$CLUSTER" \
          --kube-config "$kubeconfig" --yes --only-show-errors
        """;

    /// <summary>Registers the cluster.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="arc">Where it is registered.</param>
    /// <param name="kubeconfig">The kubeconfig of an administrator; a secret.</param>
    /// <param name="azure">The provider of the subscription.</param>
    /// <param name="after">What must exist first: the cluster's nodes.</param>
    /// <param name="options">Options of the component.</param>
    public OnPremArc(
        OnPremScope scope, ArcSpec arc, Output<string> kubeconfig, ProviderResource azure, IEnumerable<Pulumi.Resource> after,
        ComponentResourceOptions options)
        : base("infra:clusters:OnPremArc", scope.Name("arc"), options)
    {
        var command = new Pulumi.Command.Provider(scope.Name("arc-command"), new(), new CustomResourceOptions { Parent = this });
        var group = new ResourceGroup(scope.Name("arc-group"), new ResourceGroupArgs
        {
            ResourceGroupName = $"{scope.CloudName}-arc",
            Location = arc.Region,
        }, new CustomResourceOptions { Parent = this, Provider = azure });
        _ = new Command(scope.Name("arc-registration"), new CommandArgs
        {
            Create = Register,
            Update = Register,
            Delete = Remove,
            Interpreter = { "/bin/sh", "-c" },
            Environment =
            {
                ["SUBSCRIPTION"] = arc.Subscription,
                ["GROUP"] = group.Name,
                ["CLUSTER"] = scope.CloudName,
                ["REGION"] = arc.Region,
                ["KUBECONFIG_TEXT"] = Output.CreateSecret(kubeconfig),
            },
            AddPreviousOutputInEnv = false,
            // In another subscription or region it is another registration; a cluster has one at a time, so the old one goes first.
            Triggers = new object[] { arc.Subscription, arc.Region },
        }, new CustomResourceOptions
        {
            Parent = this,
            Provider = command,
            DependsOn = after.ToArray(),
            DeleteBeforeReplace = true,
            // The CLI itself waits ten minutes for the agents (--onboarding-timeout), after images from Microsoft's registry.
            CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(30), Update = TimeSpan.FromMinutes(30) },
        });
        RegisterOutputs();
    }
}
