namespace Infra.Catalogue;

/// <summary>The instruction set of a machine's processors; a node's image must be built for it.</summary>
public enum ProcessorArchitecture
{
    /// <summary>Intel and AMD, <c>x86_64</c>.</summary>
    X86,

    /// <summary>Arm, <c>arm64</c>, such as AWS Graviton, Azure Cobalt and NVIDIA Grace.</summary>
    Arm,
}
