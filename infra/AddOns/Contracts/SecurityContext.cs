namespace Infra.AddOns.Contracts;

/// <summary>Where a chart takes the security contexts of a workload.</summary>
/// <param name="Pod">Value path of the pod's.</param>
/// <param name="Container">Value path of the container's.</param>
/// <param name="User">User and group to run as, with a read-only root file system and without capabilities; null: the chart sets all of
/// that itself, and only the seccomp profile and privilege escalation are added.</param>
public sealed record SecurityContext(string Pod, string Container, int? User = null);
