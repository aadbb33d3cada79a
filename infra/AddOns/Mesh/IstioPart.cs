using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Mesh;

/// <summary>One of the four charts of Istio, which are released together and work only together.</summary>
public abstract record IstioPart : AddOn
{
    /// <summary>Version of charts and images.</summary>
    private protected const string Version = "1.30.3";

    /// <summary>Namespace of the control plane, whose policies are those of the whole mesh.</summary>
    private protected const string PlaneNamespace = "istio-system";

    /// <summary>Namespace of the agents on every node, which need more than the control plane may.</summary>
    private protected const string NodeNamespace = "istio-agents";

    /// <summary>Where Istio publishes its images since 1.30. The charts in its repository name those of its tests
    /// (releasenotes/notes/use-registry-istio-io.yaml and manifests/charts of istio/istio).</summary>
    private protected const string Registry = "registry.istio.io/release";

    /// <inheritdoc/>
    public sealed override bool OnByDefault(CloudFacts cloud) => false;

    /// <inheritdoc/>
    public sealed override bool OnByDefault(ClusterContext context) =>
        context.Platform.Sovereignty.EncryptTraffic && !context.Cloud.EncryptsTraffic(context.Platform);

    /// <inheritdoc/>
    public sealed override string OnByDefaultText => "cluster of a stack with `sovereignty.encryptTraffic`, unless its network encrypts";

    /// <summary>A chart.</summary>
    private protected static Chart ChartOf(string name, string @namespace) =>
        new(name, "https://istio-release.storage.googleapis.com/charts", Version, @namespace);

    /// <summary>An image, which the chart takes as a whole.</summary>
    private protected static ChartImage ImageOf(string name) =>
        new($"{Registry}/{name}", $"{Version}-distroless", "image") { Form = ImageForm.Reference };

    /// <summary>The values that the charts of control plane and CNI agent have in common.</summary>
    private protected static JsonObject Global(ClusterContext context)
    {
        var global = new JsonObject { ["tag"] = Version, ["logAsJson"] = true };
        if (context.Cluster.IsOpenShift)
        {
            global["platform"] = "openshift";
        }

        return global;
    }
}
