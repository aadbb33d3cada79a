using System.Text.Json.Nodes;
using Infra.Facts.OnPrem;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>kube-vip on the servers: one of them, by election, answers ARP requests for the registration address. RKE2 and k3s apply it
/// from their folder of manifests, so the first server needs no address to start with (https://kube-vip.io/docs/usage/k3s/).</summary>
public static class KubeVip
{
    private const string Name = "kube-vip";

    private const string Place = "kube-system";

    /// <summary>Account, rights and DaemonSet.</summary>
    /// <param name="address">The registration address.</param>
    /// <param name="networkInterface">The interface that is in its network.</param>
    public static IEnumerable<JsonObject> Manifests(string address, string networkInterface) =>
    [
        Object("v1", "ServiceAccount", Place, []),
        Object("rbac.authorization.k8s.io/v1", "Role", Place, new JsonObject
        {
            ["rules"] = new JsonArray(new JsonObject
            {
                ["apiGroups"] = new JsonArray("coordination.k8s.io"),
                ["resources"] = new JsonArray("leases"),
                ["verbs"] = new JsonArray("list", "get", "watch", "update", "create"),
            }),
        }),
        Object("rbac.authorization.k8s.io/v1", "RoleBinding", Place, new JsonObject
        {
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Role", ["name"] = Name },
            ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = Name, ["namespace"] = Place }),
        }),
        Object("apps/v1", "DaemonSet", Place, new JsonObject { ["spec"] = Spec(address, networkInterface) }),
    ];

    // The control plane alone: load balancers of services are MetalLB's. The election needs nothing but the lease.
    private static JsonObject Spec(string address, string networkInterface) => new()
    {
        ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app.kubernetes.io/name"] = Name } },
        ["template"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app.kubernetes.io/name"] = Name } },
            ["spec"] = new JsonObject
            {
                ["serviceAccountName"] = Name,
                ["hostNetwork"] = true,
                ["priorityClassName"] = "system-node-critical",
                ["nodeSelector"] = new JsonObject { ["node-role.kubernetes.io/control-plane"] = "true" },
                ["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" }),
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = Name,
                    ["image"] = OnPremFacts.KubeVipImage,
                    ["args"] = new JsonArray("manager"),
                    ["env"] = new JsonArray([.. Settings(address, networkInterface)]),
                    ["resources"] = new JsonObject
                    {
                        ["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "32Mi" },
                        ["limits"] = new JsonObject { ["memory"] = "128Mi" },
                    },
                    ["securityContext"] = new JsonObject
                    {
                        ["allowPrivilegeEscalation"] = false,
                        ["readOnlyRootFilesystem"] = true,
                        ["capabilities"] = new JsonObject
                        {
                            ["drop"] = new JsonArray("ALL"),
                            ["add"] = new JsonArray("NET_ADMIN", "NET_RAW"),
                        },
                    },
                }),
            },
        },
    };

    private static IEnumerable<JsonNode> Settings(string address, string networkInterface)
    {
        (string Name, string Value)[] settings =
        [
            ("vip_arp", "true"), ("vip_interface", networkInterface), ("address", address), ("vip_subnet", "32"), ("port", "6443"),
            ("cp_enable", "true"), ("cp_namespace", Place), ("svc_enable", "false"),
            ("vip_leaderelection", "true"), ("vip_leaseduration", "5"), ("vip_renewdeadline", "3"), ("vip_retryperiod", "1"),
        ];
        foreach (var (name, value) in settings)
        {
            yield return new JsonObject { ["name"] = name, ["value"] = value };
        }

        yield return new JsonObject
        {
            ["name"] = "vip_nodename",
            ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["fieldPath"] = "spec.nodeName" } },
        };
    }

    private static JsonObject Object(string version, string kind, string place, JsonObject rest)
    {
        var whole = new JsonObject
        {
            ["apiVersion"] = version,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = place },
        };
        foreach (var (key, value) in rest.ToList())
        {
            whole[key] = value?.DeepClone();
        }

        return whole;
    }
}
