namespace Infra.AddOns.Contracts;

/// <summary>Requests and memory limit of a container on a standard cluster; an edge site has half. There is no CPU limit: it throttles a
/// controller while the node idles. Memory has one, so that a leak affects only its own pod.</summary>
/// <param name="CpuMillis">Requested CPU in thousandths of a core.</param>
/// <param name="MemoryMiB">Requested memory in MiB.</param>
/// <param name="LimitMiB">Memory limit in MiB.</param>
public sealed record Requests(int CpuMillis, int MemoryMiB, int LimitMiB);
