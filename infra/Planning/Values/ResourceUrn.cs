namespace Infra.Planning.Values;

/// <summary>A URN in its parts: <c>urn:pulumi:stack::project::types::name</c>.</summary>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Project">Name of the project.</param>
/// <param name="Types">Types of all parents and its own, joined by <c>$</c>.</param>
/// <param name="Name">Logical name.</param>
public sealed record ResourceUrn(string Stack, string Project, string Types, string Name)
{
    private const string Prefix = "urn:pulumi:";

    /// <summary>The URN without stack and project, which all resources of a plan have in common.</summary>
    public string Local => $"{Types}::{Name}";

    /// <summary>Reads a URN.</summary>
    public static ResourceUrn Parse(string urn)
    {
        // Only a name may contain the separator itself.
        var parts = urn.Split("::", 4);
        return new ResourceUrn(parts[0][Prefix.Length..], parts[1], parts[2], parts[3]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Prefix}{Stack}::{Project}::{Local}";

    /// <summary>A type below those of its parents; empty parents for a child of the stack, whose own type the engine leaves out.</summary>
    internal static string Below(string parents, string type) => parents.Length == 0 ? type : $"{parents}${type}";
}
