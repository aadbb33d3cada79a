namespace Infra.Cli.StackFiles;

/// <summary>How large a stack file may be once its aliases are expanded: a hundred times what a fleet of a hundred clusters
/// needs.</summary>
internal sealed class NodeBudget
{
    /// <summary>How deep lists and mappings may be nested: as deep as the program reads JSON.</summary>
    internal const int Deepest = 60;

    private int _left = 1_000_000;

    /// <summary>Takes one node.</summary>
    /// <returns>Whether there was one left.</returns>
    internal bool Take() => _left-- > 0;
}
