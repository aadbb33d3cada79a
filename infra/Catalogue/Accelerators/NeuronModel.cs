namespace Infra.Catalogue.Accelerators;

/// <summary>A model of AWS's own accelerators, Inferentia and Trainium; Neuron is the name of their driver and SDK. Cores and memory:
/// https://awsdocs-neuron.readthedocs-hosted.com/en/latest/about-neuron/arch/index.html.</summary>
/// <param name="Title">The display name, with the memory.</param>
/// <param name="MemoryGiB">Memory of a device in GiB.</param>
/// <param name="Cores">NeuronCores of a device that a node advertises: on Trainium2 the logical ones, two of its eight cores each, which is
/// the default of its driver.</param>
public sealed record NeuronModel(string Title, int MemoryGiB, int Cores)
{
    /// <summary>AWS Inferentia2.</summary>
    public static NeuronModel Inferentia2 { get; } = new("Inferentia2 32 GiB", 32, 2);

    /// <summary>AWS Trainium.</summary>
    public static NeuronModel Trainium { get; } = new("Trainium 32 GiB", 32, 2);

    /// <summary>AWS Trainium2.</summary>
    public static NeuronModel Trainium2 { get; } = new("Trainium2 96 GiB", 96, 4);
}
