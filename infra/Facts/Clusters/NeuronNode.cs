using Infra.Catalogue.Accelerators;
using Infra.Specification.Pools;

namespace Infra.Facts.Clusters;

/// <summary>The Neuron devices of a node: Inferentia or Trainium.</summary>
/// <param name="Model">The model.</param>
/// <param name="Count">Devices of the node.</param>
public sealed record NeuronNode(NeuronModel Model, int Count)
{
    /// <summary>The extended resource of whole devices
    /// (https://docs.aws.amazon.com/eks/latest/userguide/device-management-neuron.html).</summary>
    public const string Resource = "aws.amazon.com/neuron";

    /// <summary>The extended resource of NeuronCores. It counts the cores of the same devices once more: a pod requests one of the
    /// two.</summary>
    public const string CoreResource = "aws.amazon.com/neuroncore";

    /// <summary>Key of the taint on every node with Neuron devices, with the value <c>present</c> and the effect
    /// <c>NoSchedule</c>.</summary>
    public const string Taint = Resource;

    /// <summary>The complete taint of those nodes.</summary>
    public static TaintSpec OfNeuronNodes { get; } = new() { Key = Taint, Value = "present" };

    /// <summary>How many of <see cref="CoreResource"/> one node offers.</summary>
    public int Cores => Count * Model.Cores;
}
