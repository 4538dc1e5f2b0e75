package io.backtrail.reconstruct;

/** Disjoint sets over the numbers 0 to n−1; the smallest number of a set is its root, whatever the order of joining. */
final class UnionFind {
    private final int[] parent;

    UnionFind(int size) {
        parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
        }
    }

    int root(int member) {
        int at = member;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    void join(int one, int other) {
        int a = root(one);
        int b = root(other);
        if (a < b) {
            parent[b] = a;
        } else {
            parent[a] = b;
        }
    }
}
