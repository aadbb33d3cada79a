using System.Collections.Immutable;
using System.Globalization;
using Infra.Facts.Documents;

namespace Infra.Cli.New;

/// <summary>A model that is served.</summary>
/// <param name="Name">Name of the service.</param>
/// <param name="Team">The team.</param>
/// <param name="Model">The name by which clients ask for the model.</param>
/// <param name="SizeGB">Weights on disk, in GB.</param>
/// <param name="Source">Where they are.</param>
/// <param name="Gpu">The GPUs of a replica.</param>
/// <param name="Least">Replicas at least.</param>
/// <param name="Most">Replicas at most.</param>
public sealed record NewInference(
    string Name, string Team, string Model, decimal SizeGB, ModelSource Source, GpuNeed Gpu, int Least, int Most)
    : NewService(Name, Team)
{
    /// <inheritdoc/>
    public override string Road => "inference";

    /// <inheritdoc/>
    protected override ImmutableArray<string> Values() =>
    [
        "model:",
        $"  name: {Yaml.Scalar(Model)} # by which clients ask for it",
        $"  sizeGB: {SizeGB.ToString(CultureInfo.InvariantCulture)} # weights on disk; memory, probes and deadlines follow from it",
        .. Weights().Select(line => $"  {line}"),
        Gpu.Line(),
        $"replicas: {{ min: {Least}, max: {Most} }}",
        .. Most > Least ? new[] { "objective: { waiting: 5 } # requests that may wait for each replica before there is one more" } : [],
    ];

    private string[] Weights() => Source switch
    {
        { Image: { } image } => [$"image: {Yaml.Scalar(image)} # the files of the model at its root"],
        { From: { } from } =>
        [
            $"from: {Yaml.Scalar(from)} # streamed into the GPU at each start",
            .. from.StartsWith("az:", StringComparison.Ordinal) ? new[] { "# account: the storage account" } : [],
            "# credentials: a secret whose keys log in to the store, unless serviceAccount below has an identity that may read it",
        ],
        { Claim: { } claim } => [$"volume: {{ claim: {Yaml.Scalar(claim)}, path: {Yaml.Scalar(Model)} }} # a volume that exists"],
        _ =>
        [
            $"volume: {{ from: {Yaml.Scalar(Source.Fill!)} }} # a volume that is filled once",
            "# credentials: a secret whose keys log in there",
        ],
    };
}
