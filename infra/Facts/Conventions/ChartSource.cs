
namespace Infra.Facts.Conventions;

/// <summary>A chart in the form that Helm takes.</summary>
/// <param name="Chart">Name in <paramref name="Repository"/>, or a full <c>oci://</c> reference.</param>
/// <param name="Repository">URL of the repository; absent for an <c>oci://</c> reference, which contains everything.</param>
public sealed record ChartSource(string Chart, string? Repository);
