using System.Collections.Immutable;
using Infra.Facts.Documents;

namespace Infra.Cli.New;

/// <summary>Sandboxes in which agents run code.</summary>
/// <param name="Name">Name of their template.</param>
/// <param name="Team">The team.</param>
/// <param name="Image">Their image, by digest.</param>
/// <param name="Client">Service account that claims them.</param>
/// <param name="Port">Port on which they take orders; 0 is none.</param>
/// <param name="Warm">How many wait, started and ready.</param>
public sealed record NewSandbox(string Name, string Team, string Image, string Client, int Port, int Warm) : NewService(Name, Team)
{
    /// <inheritdoc/>
    public override string Road => "sandbox";

    /// <inheritdoc/>
    protected override ImmutableArray<string> Values() =>
    [
        $"image: {Yaml.Scalar(Image)}",
        .. Port == 0 ? [] : new[] { $"port: {Port} # on which a sandbox takes orders" },
        $"warm: {Warm} # that wait, started and ready",
        $"clients: {{ serviceAccount: {Yaml.Scalar(Client)} }} # who claims one; pods: its labels, who reaches the port",
        "egress: [] # what sandboxes reach: nothing, not even the name server, unless it is listed",
    ];
}
