using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;

namespace Infra.AddOns.Gpu;

/// <summary>What the Operator Lifecycle Manager of OpenShift installs from a catalogue.</summary>
internal static class OlmPackage
{
    /// <summary>The group of a namespace, for operators that look after it alone.</summary>
    /// <param name="name">Name.</param>
    /// <param name="namespace">Namespace.</param>
    public static JsonObject Group(string name, string @namespace) => KubernetesObject.Of(
        "operators.coreos.com/v1", "OperatorGroup", name, new JsonObject { ["targetNamespaces"] = new JsonArray(@namespace) }, @namespace);

    /// <summary>The channel of a chart's release: only patches of that release are installed automatically.</summary>
    /// <param name="chart">The chart.</param>
    public static string Channel(Chart chart) => $"v{chart.Version.TrimStart('v')[..chart.Version.TrimStart('v').LastIndexOf('.')]}";

    /// <summary>Asks for a package. The provider asks six times within half a minute for a kind that it does not know; a package takes
    /// minutes to bring its own. So what follows waits until the package is there
    /// (https://www.pulumi.com/registry/packages/kubernetes/#pulumi-kubernetes-annotations).</summary>
    /// <param name="package">Name of the package.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="catalog">The catalogue source.</param>
    /// <param name="namespace">Namespace in which it is installed.</param>
    public static JsonObject Subscription(string package, string channel, string catalog, string @namespace)
    {
        var subscription = KubernetesObject.Of("operators.coreos.com/v1alpha1", "Subscription", package, new JsonObject
        {
            ["name"] = package,
            ["channel"] = channel,
            ["installPlanApproval"] = "Automatic",
            ["source"] = catalog,
            ["sourceNamespace"] = "openshift-marketplace",
        }, @namespace);
        subscription["metadata"]!["annotations"] = new JsonObject { ["pulumi.com/waitFor"] = "jsonpath={.status.state}=AtLatestKnown" };
        return subscription;
    }

    /// <summary>What is wrong with the name of a catalogue source: a subscription to one that does not exist waits for ever.</summary>
    /// <param name="member">The setting.</param>
    /// <param name="name">The name.</param>
    public static IEnumerable<Mistake> Mistakes(string member, string name) => SettingForms.IsNamespace(name.Replace('.', '-')) ? [] :
    [
        new(
            member,
            $"\"{name}\" is not the name of a catalogue source. Allowed: lower-case letters, digits, hyphens and dots, beginning and " +
            "ending with a letter or a digit."),
    ];
}
