using System.Text.Json.Nodes;

namespace Infra.Facts.Clusters;

/// <summary>The zone in which the names of a cluster are written, without a stored key.</summary>
/// <param name="Provider">The service, in the words of external-dns.</param>
/// <param name="Name">Its name; null where its id does not tell.</param>
/// <param name="IsPrivate">Whether only networks of the company can read it.</param>
/// <param name="Solver">The service in the words of cert-manager, as the <c>dns01</c> of an ACME solver.</param>
/// <param name="Values">The service in the values of the chart of external-dns.</param>
public sealed record DnsZone(string Provider, string? Name, bool IsPrivate, JsonObject Solver, JsonObject Values);
