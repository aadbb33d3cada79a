using System.Text.Json.Nodes;
using Infra.AddOns.Queues;
using Infra.Components.Clusters;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Delivery;

/// <summary>How the hub's Kueue reaches the members to which it dispatches work: a kubeconfig for each, in a secret beside it. Kueue
/// connects as soon as one is there, and its queue takes work meanwhile.</summary>
public sealed class DispatchLogins : ComponentResource
{
    /// <summary>Creates them.</summary>
    /// <param name="hub">Name of the hub.</param>
    /// <param name="home">Namespace of its Kueue.</param>
    /// <param name="members">The members.</param>
    /// <param name="after">What must exist first: that namespace.</param>
    /// <param name="options">Parent, and the hub's provider.</param>
    public DispatchLogins(
        string hub, string home, IReadOnlyList<MemberRecord> members, IReadOnlyList<Resource> after, ComponentResourceOptions options)
        : base("infra:delivery:Dispatch", $"{hub}-dispatch", options)
    {
        foreach (var member in members)
        {
            _ = new Secret($"{hub}-dispatch-{member.Name}", new SecretArgs
            {
                Metadata = new ObjectMetaArgs { Name = QueueDispatch.Secret(member.Name), Namespace = home },
                StringData =
                {
                    ["kubeconfig"] = Output.CreateSecret(Output.Tuple(member.Server, member.Authority, member.DispatchToken!)
                        .Apply(facts => Kubeconfig(member.Name, facts.Item1, facts.Item2, facts.Item3))),
                },
            }, new CustomResourceOptions { Parent = this, DependsOn = [.. after, .. member.Ready] });
        }

        RegisterOutputs();
    }

    /// <summary>A kubeconfig in which everything is in the text itself, as Kueue wants it.</summary>
    internal static string Kubeconfig(string name, string server, string authority, string token) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["clusters"] = Named(name, "cluster", new() { ["server"] = server, ["certificate-authority-data"] = authority }),
        ["users"] = Named(name, "user", new() { ["token"] = token }),
        ["contexts"] = Named(name, "context", new() { ["cluster"] = name, ["user"] = name }),
        ["current-context"] = name,
    }.ToJsonString();

    private static JsonArray Named(string name, string kind, JsonObject content) =>
        new(new JsonObject { ["name"] = name, [kind] = content });
}
