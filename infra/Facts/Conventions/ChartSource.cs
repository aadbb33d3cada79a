
namespace Infra.Facts.Conventions;

/// <summary>A chart as Helm is asked for it.</summary>
/// <param name="Chart">Name in <paramref name="Repository"/>, or a whole <c>oci://</c> reference.</param>
/// <param name="Repository">URL of the repository; absent for an <c>oci://</c> reference, which holds everything.</param>
public sealed record ChartSource(string Chart, string? Repository);
