using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Workloads;

/// <summary>A custom resource from its JSON: the manifests of an add-on become such resources in the cluster.</summary>
/// <remarks>The SDK sends what the arguments declare and silently drops the rest; therefore an undeclared member is refused here.</remarks>
public sealed class Manifest : Pulumi.Kubernetes.ApiExtensions.CustomResource
{
    /// <summary>Creates the resource.</summary>
    /// <param name="name">Logical name.</param>
    /// <param name="manifest">The object in Kubernetes form: <c>apiVersion</c>, <c>kind</c>, <c>metadata</c> with <c>name</c>,
    /// <c>namespace</c>, <c>labels</c>, <c>annotations</c> and <c>finalizers</c>, and the top-level members that custom resources
    /// use.</param>
    /// <param name="options">Parent, provider and dependencies.</param>
    /// <exception cref="ArgumentException">A required member is missing, or a member would not reach the cluster.</exception>
    public Manifest(string name, JsonObject manifest, CustomResourceOptions options)
        : base(name, Arguments.From(manifest), options)
    {
    }

    /// <summary>Creates the object that a manifest describes: a config map or a service, the only core kinds that add-ons use, or a custom
    /// resource.</summary>
    /// <param name="name">Logical name.</param>
    /// <param name="manifest">The object in Kubernetes form.</param>
    /// <param name="options">Parent, provider and dependencies.</param>
    /// <exception cref="ArgumentException">As for a custom resource.</exception>
    public static Resource Create(string name, JsonObject manifest, CustomResourceOptions options) =>
        ((string?)manifest["apiVersion"], (string?)manifest["kind"], manifest["data"] ?? manifest["spec"]) switch
        {
            ("v1", "ConfigMap", JsonObject data) =>
                new ConfigMap(name, new ConfigMapArgs { Metadata = Arguments.MetadataOf(manifest), Data = Arguments.Texts(data) }, options),
            ("v1", "Service", JsonObject) => new Service(
                name, new ServiceArgs { Metadata = Arguments.MetadataOf(manifest), Spec = Arguments.ServiceOf(manifest) }, options),
            _ => new Manifest(name, manifest, options),
        };

    private sealed class Arguments(string apiVersion, string kind) : CustomResourceArgs(apiVersion, kind)
    {
        private const string MetadataMembers = "annotations, finalizers, labels, name, namespace";
        private const string Members =
            "apiVersion, data, deletionPolicy, description, driver, kind, metadata, parameters, provisioner, spec, value, webhooks";

        /// <summary>The desired state, for nearly every kind.</summary>
        [Input("spec")]
        public InputMap<object>? Spec { get; set; }

        /// <summary>Plain data.</summary>
        [Input("data")]
        public InputMap<object>? Data { get; set; }

        /// <summary>CSI driver of a snapshot class.</summary>
        [Input("driver")]
        public Input<string>? Driver { get; set; }

        /// <summary>What happens to a snapshot when its object is deleted.</summary>
        [Input("deletionPolicy")]
        public Input<string>? DeletionPolicy { get; set; }

        /// <summary>Parameters of a class.</summary>
        [Input("parameters")]
        public InputMap<object>? Parameters { get; set; }

        /// <summary>The provisioner of a class.</summary>
        [Input("provisioner")]
        public Input<string>? Provisioner { get; set; }

        /// <summary>The webhooks of a configuration.</summary>
        [Input("webhooks")]
        public InputList<object>? Webhooks { get; set; }

        /// <summary>The value of a priority class.</summary>
        [Input("value")]
        public Input<int>? Value { get; set; }

        /// <summary>What a priority class is for.</summary>
        [Input("description")]
        public Input<string>? Description { get; set; }

        public static Arguments From(JsonObject manifest)
        {
            var apiVersion = Text(manifest, "apiVersion") ?? throw Wrong(manifest, "apiVersion is missing");
            var kind = Text(manifest, "kind") ?? throw Wrong(manifest, "kind is missing");
            // The provider reads group and version from the resource's type and refuses a type without a group (gvkFromURN of
            // pulumi/pulumi-kubernetes, provider.go).
            if (!apiVersion.Contains('/', StringComparison.Ordinal))
            {
                throw Wrong(manifest,
                    $"apiVersion \"{apiVersion}\" has no group, so the object is of a core kind and not a custom resource");
            }

            var args = new Arguments(apiVersion, kind) { Metadata = MetadataOf(manifest) };
            foreach (var (member, value) in manifest)
            {
                switch (member, value)
                {
                    case ("apiVersion" or "kind" or "metadata", _) or (_, null): break;
                    case ("spec", JsonObject spec): args.Spec = spec.ToInputMap(); break;
                    case ("data", JsonObject data): args.Data = data.ToInputMap(); break;
                    case ("parameters", JsonObject parameters): args.Parameters = parameters.ToInputMap(); break;
                    case ("webhooks", JsonArray webhooks): args.Webhooks = webhooks.ToInputList(); break;
                    case ("value", JsonValue number): args.Value = number.GetValue<int>(); break;
                    case ("description", JsonValue description): args.Description = description.GetValue<string>(); break;
                    case ("driver", JsonValue driver): args.Driver = driver.GetValue<string>(); break;
                    case ("deletionPolicy", JsonValue policy): args.DeletionPolicy = policy.GetValue<string>(); break;
                    case ("provisioner", JsonValue provisioner): args.Provisioner = provisioner.GetValue<string>(); break;
                    default: throw Unknown(manifest, member, $"{Members}, each with a value of its type");
                }
            }

            return args;
        }

        internal static ObjectMetaArgs MetadataOf(JsonObject manifest)
        {
            var metadata = manifest["metadata"] as JsonObject ?? throw Wrong(manifest, "metadata is missing");
            var args = new ObjectMetaArgs { Name = Text(metadata, "name") ?? throw Wrong(manifest, "metadata.name is missing") };
            foreach (var (member, value) in metadata)
            {
                switch (member, value)
                {
                    case ("name", _) or (_, null): break;
                    case ("namespace", JsonValue place): args.Namespace = place.GetValue<string>(); break;
                    case ("labels", JsonObject labels): args.Labels = Texts(labels); break;
                    case ("finalizers", JsonArray finalizers):
                        args.Finalizers = finalizers.Select(finalizer => finalizer!.GetValue<string>()).ToList();
                        break;
                    case ("annotations", JsonObject annotations): args.Annotations = Texts(annotations); break;
                    default: throw Unknown(manifest, $"metadata.{member}", MetadataMembers);
                }
            }

            return args;
        }

        internal static ServiceSpecArgs ServiceOf(JsonObject manifest)
        {
            var spec = (JsonObject)manifest["spec"]!;
            Refuse(spec, "spec", "ports", "selector");
            return new()
            {
                Selector = Texts((JsonObject)spec["selector"]!),
                Ports = [.. ((JsonArray)spec["ports"]!).Select(port =>
                {
                    Refuse((JsonObject)port!, "spec.ports", "name", "port", "targetPort");
                    return new ServicePortArgs
                    {
                        Name = (string)port!["name"]!, Port = (int)port["port"]!, TargetPort = Target((JsonValue)port["targetPort"]!),
                    };
                })],
            };

            // The number of a port, or its name in the pod.
            static InputUnion<int, string> Target(JsonValue port) => port.TryGetValue<int>(out var number) ? number : (string)port!;

            void Refuse(JsonObject json, string path, params string[] allowed)
            {
                if (json.Select(member => member.Key).Except(allowed).FirstOrDefault() is { } member)
                {
                    throw Unknown(manifest, $"{path}.{member}", string.Join(", ", allowed));
                }
            }
        }

        private static string? Text(JsonObject json, string member) => (json[member] as JsonValue)?.GetValue<string>();

        internal static Dictionary<string, string> Texts(JsonObject json) =>
            json.ToDictionary(member => member.Key, member => member.Value!.GetValue<string>());

        private static ArgumentException Unknown(JsonObject manifest, string member, string allowed) =>
            Wrong(manifest, $"the member \"{member}\" would not reach the cluster. Allowed: {allowed}");

        private static ArgumentException Wrong(JsonObject manifest, string problem) =>
            new($"Manifest {manifest["kind"]} \"{(manifest["metadata"] as JsonObject)?["name"]}\": {problem}.");
    }
}
