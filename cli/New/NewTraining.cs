using System.Collections.Immutable;
using Infra.Facts.Documents;

namespace Infra.Cli.New;

/// <summary>A training job.</summary>
/// <param name="Name">Name of the job.</param>
/// <param name="Team">The team.</param>
/// <param name="Image">Its image, by digest.</param>
/// <param name="Command">What each node runs.</param>
/// <param name="Gpu">The GPUs of a node.</param>
/// <param name="Nodes">How many nodes.</param>
/// <param name="CheckpointsGiB">Size of the volume for checkpoints, in GiB; 0 is none.</param>
public sealed record NewTraining(
    string Name, string Team, string Image, ImmutableArray<string> Command, GpuNeed Gpu, int Nodes, int CheckpointsGiB)
    : NewService(Name, Team)
{
    /// <inheritdoc/>
    public override string Road => "training";

    /// <inheritdoc/>
    protected override ImmutableArray<string> Values() =>
    [
        "run: 1 # a job cannot be changed: the next number is a new one, with what is changed here",
        $"image: {Yaml.Scalar(Image)}",
        $"command: [{string.Join(", ", Command.Select(Yaml.Scalar))}] # on each node",
        Gpu.Line(),
        .. Nodes == 1 ? [] : new[] { $"nodes: {Nodes} # all of them start, or none" },
        CheckpointsGiB == 0
            ? "# checkpoints: { sizeGiB: 100 } # a volume, in $CHECKPOINTS, from which it goes on after a failure"
            : $"checkpoints: {{ sizeGiB: {CheckpointsGiB} }} # a volume, in $CHECKPOINTS, from which it goes on after a failure",
    ];
}
