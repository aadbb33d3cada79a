using System.Text.Json.Nodes;
using Infra.Facts.OnPrem;
using Infra.Specification.Clusters;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The files that are the same on every host: kernel, kubelet, audit and pod security. Sources: the CIS hardening guides of RKE2
/// (docs.rke2.io/security/hardening_guide) and K3s (docs.k3s.io/security/hardening-guide).</summary>
public static class HostHardening
{
    /// <summary>Kernel parameters that the kubelet requires with <c>protect-kernel-defaults</c>, which the CIS profile sets.</summary>
    public const string Sysctl = """
        vm.panic_on_oom=0
        vm.overcommit_memory=1
        kernel.panic=10
        kernel.panic_on_oops=1

        """;

    /// <summary>Who did what, without the noise of leases, events and health checks. RBAC changes are logged with their bodies, which
    /// contain no secrets; everything else without bodies, so that no secret is in the log.</summary>
    public const string AuditPolicy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
          - level: None
            nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version"]
          - level: None
            resources:
              - { group: "", resources: [events] }
              - { group: events.k8s.io, resources: [events] }
              - { group: coordination.k8s.io, resources: [leases] }
          - level: Request
            verbs: [create, update, patch, delete, deletecollection]
            resources:
              - { group: rbac.authorization.k8s.io }
          - level: Metadata

        """;

    /// <summary>The level <c>baseline</c> is enforced, with warnings below <c>restricted</c>; a namespace that needs more has its own
    /// label. The CIS profile's own default, <c>restricted</c> for all, refuses most GPU images, which run as root.</summary>
    public const string PodSecurity = """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AdmissionConfiguration
        plugins:
          - name: PodSecurity
            configuration:
              apiVersion: pod-security.admission.config.k8s.io/v1
              kind: PodSecurityConfiguration
              defaults:
                enforce: baseline
                enforce-version: latest
                audit: restricted
                audit-version: latest
                warn: restricted
                warn-version: latest
              exemptions:
                usernames: []
                runtimeClasses: []
                namespaces: [kube-system, cis-operator-system, tigera-operator]

        """;

    /// <summary>What the CIS profile of RKE2 creates itself and k3s leaves to the administrator: the Kubernetes namespaces accept traffic
    /// only from themselves (CIS benchmark, 5.3.2). DNS, metrics and k3s's own ingress accept traffic from everywhere.</summary>
    public static string K3sNetworkPolicies { get; } = string.Join("---\n",
    [
        .. ((string[])["default", "kube-public", "kube-system"]).Select(place =>
            Policy(place, "intra-namespace", "{}",
                $$"""from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{place}} } } }]""")),
        Policy("kube-system", "dns", "{ matchLabels: { k8s-app: kube-dns } }",
            "ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]"),
        Policy("kube-system", "metrics-server", "{ matchLabels: { k8s-app: metrics-server } }"),
        Policy("kube-system", "traefik", "{ matchLabels: { app.kubernetes.io/name: traefik } }"),
        Policy("kube-system", "service-lb", "{ matchExpressions: [{ key: svccontroller.k3s.cattle.io/svcname, operator: Exists }] }"),
    ]);

    /// <summary>Drop-in for the kubelet. Images are pulled in parallel. Pods are evicted at the thresholds of upstream Kubernetes: those of
    /// the distributions, 5 % of the disk, are only one 20 GB image on a 400 GB disk. Unused images are deleted from 80 % disk use down to
    /// 70 %; upstream waits for 85 % (down to 80 %), which is already the eviction threshold. <c>maxParallelImagePulls</c> is a field and
    /// has no flag, hence a file. There is no deadline to raise: the kubelet's was removed with dockershim, and containerd gives up only
    /// after five minutes without progress (<c>image_pull_progress_timeout</c>).</summary>
    public static JsonObject Kubelet(OnPremClusterSpec cluster) => new()
    {
        ["apiVersion"] = "kubelet.config.k8s.io/v1beta1",
        ["kind"] = "KubeletConfiguration",
        ["serializeImagePulls"] = false,
        ["maxParallelImagePulls"] = cluster.PullsAtOnce,
        ["imageGCHighThresholdPercent"] = 80,
        ["imageGCLowThresholdPercent"] = 70,
        ["evictionHard"] = new JsonObject
        {
            ["memory.available"] = "100Mi",
            ["nodefs.available"] = "10%",
            ["nodefs.inodesFree"] = "5%",
            ["imagefs.available"] = "15%",
            ["imagefs.inodesFree"] = "5%",
        },
        ["streamingConnectionIdleTimeout"] = "5m0s",
    };

    /// <summary>The systemd unit of k3s, whose release is only the program; RKE2's archive includes its unit. Pods survive a restart
    /// (<c>KillMode=process</c>).</summary>
    public static string K3sUnit(HostRole role) => $"""
        [Unit]
        Description=K3s ({(role is HostRole.Agent ? "agent" : "server")})
        Documentation=https://docs.k3s.io
        Wants=network-online.target
        After=network-online.target

        [Service]
        EnvironmentFile=-/etc/default/%N
        EnvironmentFile=-/etc/sysconfig/%N
        Type={(role is HostRole.Agent ? "exec" : "notify")}
        ExecStartPre=-/sbin/modprobe br_netfilter
        ExecStartPre=-/sbin/modprobe overlay
        ExecStart=/usr/local/bin/k3s {(role is HostRole.Agent ? "agent" : "server")}
        KillMode=process
        Delegate=yes
        LimitNOFILE=1048576
        LimitNPROC=infinity
        LimitCORE=infinity
        TasksMax=infinity
        TimeoutStartSec=0
        Restart=always
        RestartSec=5s

        [Install]
        WantedBy=multi-user.target

        """;

    private static string Policy(string place, string name, string pods, string ingress = "{}") => $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: {{name}}, namespace: {{place}} }
        spec:
          podSelector: {{pods}}
          policyTypes: [Ingress]
          ingress:
            - {{ingress}}

        """;
}
