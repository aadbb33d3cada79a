using System.Collections.Immutable;
using Infra.Facts.Documents;

namespace Infra.Cli.New;

/// <summary>A notebook.</summary>
/// <param name="Name">Name of the notebook.</param>
/// <param name="Team">The team.</param>
/// <param name="TokenSecret">Secret with the key <c>token</c>.</param>
/// <param name="Gpu">Its GPU.</param>
/// <param name="IdleMinutes">Minutes without work after which it ends.</param>
public sealed record NewNotebook(string Name, string Team, string TokenSecret, GpuNeed Gpu, int IdleMinutes) : NewService(Name, Team)
{
    /// <inheritdoc/>
    public override string Road => "notebook";

    /// <inheritdoc/>
    protected override ImmutableArray<string> Values() =>
    [
        $"tokenSecret: {Yaml.Scalar(TokenSecret)} # its key token is what users type to get in; make it in the namespace first",
        Gpu.Line(),
        $"idleMinutes: {IdleMinutes} # without work; then it ends and gives the GPU back, and its files stay",
    ];
}
