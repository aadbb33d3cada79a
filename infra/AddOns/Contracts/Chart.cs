namespace Infra.AddOns.Contracts;

/// <summary>A Helm chart in an exact version.</summary>
/// <param name="Name">Name of the chart, and of its release.</param>
/// <param name="Repository">Its public repository: an <c>https</c> URL, or an <c>oci://</c> URL of the folder that holds the chart; for a
/// chart of this program the folder itself, from that of the program: <c>./…</c>.</param>
/// <param name="Version">Exact version.</param>
/// <param name="Namespace">Namespace in which it is installed.</param>
public sealed record Chart(string Name, string Repository, string Version, string Namespace);
